#include "detente/app/interrupt.hpp"

#include <unistd.h>

#include <csignal>
#include <ctime>
#include <mutex>
#include <string_view>
#include <thread>

#include "detente/app/cli.hpp"

namespace detente::app {

namespace {

std::stop_source& source() {
  static std::stop_source source;
  return source;
}

struct Leftover {
  std::mutex mutex;
  std::string path;
};

Leftover& leftover() {
  static Leftover* const leftover = new Leftover;  // outlives the thread that watches
  return *leftover;
}

[[noreturn]] void end_at_once() {
  {
    const std::lock_guard lock(leftover().mutex);
    if (!leftover().path.empty()) ::unlink(leftover().path.c_str());
  }
  // The line of progress may still stand there.
  const std::string_view message =
      ::isatty(STDERR_FILENO) == 1 ? "\r\x1b[Kdetente: interrupted\n" : "detente: interrupted\n";
  (void)!::write(STDERR_FILENO, message.data(), message.size());
  ::_exit(interrupted);
}

}  // namespace

std::stop_token interrupt_token() { return source().get_token(); }

void remove_when_interrupted(const std::string& path) {
  const std::lock_guard lock(leftover().mutex);
  leftover().path = path;
}

void watch_interrupts() {
  static sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  struct sigaction hang_up {};
  if (sigaction(SIGHUP, nullptr, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN) sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  source();
  leftover();
  std::thread([] {
    int signal = 0;
    sigwait(&signals, &signal);
    source().request_stop();
    const timespec grace{.tv_sec = 0, .tv_nsec = 50'000'000};
    sigtimedwait(&signals, nullptr, &grace);
    end_at_once();
  }).detach();
}

}  // namespace detente::app
