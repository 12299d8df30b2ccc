// The floor of `./dev bench`: what yaml-cpp alone needs for a file, its events thrown away. With --version it does
// nothing, so that the start of a process can be told from the work in it. With --time it runs a command line and
// prints its seconds and peak memory in KiB, from the kernel's own account.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

namespace {

class Nothing : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

int read_events(const char* path) {
  std::ifstream in(path);
  if (!in) return 1;
  YAML::Parser parser(in);
  Nothing nothing;
  while (parser.HandleNextDocument(nothing)) {
  }
  return 0;
}

int time_command(char** words) {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    // What the command says is none of ours.
    if (std::freopen("/dev/null", "w", stdout) == nullptr) _exit(126);
    execvp(words[0], words);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) return 1;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "%s failed\n", words[0]);
    return 1;
  }
  std::printf("%.6f %ld\n", seconds.count(), usage.ru_maxrss);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 2 && std::strcmp(argv[1], "--time") == 0) return time_command(argv + 2);
  if (argc != 2) return 2;
  return read_events(argv[1]);
}
