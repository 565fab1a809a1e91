#include "detente/app/interrupt.hpp"

#include <unistd.h>

#include <csignal>
#include <ctime>
#include <thread>

#include "detente/app/cli.hpp"

namespace detente::app {

namespace {

std::stop_source& source() {
  static std::stop_source source;
  return source;
}

}  // namespace

std::stop_token interrupt_token() { return source().get_token(); }

void watch_interrupts() {
  static sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  source();
  std::thread([] {
    int signal = 0;
    sigwait(&signals, &signal);
    source().request_stop();
    const timespec grace{.tv_sec = 0, .tv_nsec = 100'000'000};
    sigtimedwait(&signals, nullptr, &grace);
    ::_exit(interrupted);
  }).detach();
}

}  // namespace detente::app
