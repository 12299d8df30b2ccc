// landform, the program: the real disk, terminal and arguments around cli::run.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "base/real_disk.h"
#include "cli/run.h"

namespace {

using landform::base::DiskError;
using landform::base::DiskFault;
using landform::base::RealDisk;
using landform::base::Result;
using landform::cli::Exit;
using landform::cli::World;

Result<std::string, DiskError> read_input() {
  std::string text;
  char buffer[1 << 16];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, stdin)) {
    text.append(buffer, got);
    if (text.size() > landform::base::kMaxFileBytes) return DiskError{DiskFault::other, "standard input", "too large"};
  }
  if (std::ferror(stdin) != 0) return DiskError{DiskFault::other, "standard input", "it cannot be read"};
  return text;
}

bool wants_color() {
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org: any text but the empty one
  const char* terminal = std::getenv("TERM");
  if (no_color != nullptr && *no_color != '\0') return false;
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return ::isatty(STDERR_FILENO) == 1;
}

std::size_t columns() {
  constexpr std::size_t kLeast = 60;
  constexpr std::size_t kUsual = 120;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col < kLeast ? kLeast : size.ws_col;
}

int say_bug(const char* what) {
  std::fprintf(stderr,
               "landform: this is a bug in landform, not in the blueprint: %s\n"
               "Please report it with the command line and, if you can, the blueprint. Nothing was lost: an out tree\n"
               "changes whole or not at all.\n",
               what);
  return static_cast<int>(Exit::bug);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    RealDisk disk;
    bool written = true;
    const auto writer = [&written](std::FILE* stream) {
      return [&written, stream](std::string_view text) {
        written = std::fwrite(text.data(), 1, text.size(), stream) == text.size() && written;
      };
    };
    World world{disk, read_input, writer(stdout), writer(stderr), wants_color(), columns()};
    Exit exit = landform::cli::run(world, {argv + 1, argv + argc});
    // What was to be read by somebody and could not be written is a failure, even when all else went well.
    if (std::fflush(stdout) != 0 || !written) exit = Exit::environment;
    // Not by return: that would take apart what the command left in the world, and the system takes all of it at once.
    std::exit(static_cast<int>(exit));
  } catch (const std::bad_alloc&) {
    std::fputs("landform: the machine has no memory left for this blueprint\n", stderr);
    return static_cast<int>(Exit::environment);
  } catch (const std::exception& error) {
    return say_bug(error.what());
  } catch (...) {
    return say_bug("an unknown exception");
  }
}
