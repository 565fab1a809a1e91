#include "detente/app/output.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "detente/app/interrupt.hpp"
#include "detente/app/progress_line.hpp"

namespace detente::app {

void print(std::string_view text) {
  clear_progress();
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  std::fprintf(stderr, "detente: error: cannot write to standard output: %s\n", std::strerror(errno));
  throw ExitWith{usage};
}

void fail(const std::string& message, const std::string& hint) {
  clear_progress();
  std::fprintf(stderr, "detente: error: %s\n", message.c_str());
  if (!hint.empty()) std::fprintf(stderr, "  help: %s\n", hint.c_str());
  throw ExitWith{usage};
}

void write_file(const std::string& path, std::string_view text) {
  FileInProgress file(path);
  file.append(text);
  file.commit();
}

FileInProgress::FileInProgress(std::string path)
    : path_(std::move(path)), temporary_(fmt::format("{}.{}.tmp", path_, ::getpid())) {
  struct stat there {};
  if (::stat(path_.c_str(), &there) == 0 && S_ISDIR(there.st_mode)) give_up(EISDIR);
  remove_when_interrupted(temporary_);
  descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) give_up(errno);
}

FileInProgress::~FileInProgress() { remove(); }

void FileInProgress::append(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) give_up(errno);
    text.remove_prefix(static_cast<std::size_t>(written));
    bytes_ += static_cast<std::size_t>(written);
  }
}

void FileInProgress::commit() {
  const int closed = ::close(std::exchange(descriptor_, -1));
  if (closed != 0 || std::rename(temporary_.c_str(), path_.c_str()) != 0) give_up(errno);
  temporary_.clear();
  remove_when_interrupted({});
}

void FileInProgress::give_up(int error) {
  remove();
  fail(fmt::format("cannot write '{}': {}", path_, std::strerror(error)));
}

void FileInProgress::remove() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  if (temporary_.empty()) return;
  ::unlink(temporary_.c_str());
  temporary_.clear();
  remove_when_interrupted({});
}

Style style_for_output() {
  Style style;
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  style.color = terminal && (!no_color || *no_color == '\0') && (!term || std::string_view(term) != "dumb");
  winsize size{};
  if (terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    style.width = std::clamp<std::size_t>(size.ws_col, 80, 100);
  }
  return style;
}

}  // namespace detente::app
