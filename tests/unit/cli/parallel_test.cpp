#include "cli/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

namespace landform::cli {
namespace {

TEST_CASE("each piece of work is done once, on any number of threads") {
  for (const std::size_t threads : {1U, 2U, 7U}) {
    std::vector<int> done(100);
    in_parallel(done.size(), threads, [&](std::size_t i) { ++done[i]; });
    CHECK(done == std::vector<int>(100, 1));
  }
}

TEST_CASE("of several pieces that throw, the first is told, and the others are done") {
  std::atomic<int> done = 0;
  std::string told;
  try {
    in_parallel(10, 3, [&](std::size_t i) {
      if (i % 4 == 3) throw std::runtime_error(std::to_string(i));
      ++done;
    });
  } catch (const std::runtime_error& error) {
    told = error.what();
  }
  CHECK(told == "3");
  CHECK(done == 8);
}

TEST_CASE("work beside this thread is done only where there is a thread for it, and may be told to stop") {
  std::atomic<int> rounds = 0;
  const auto until_stopped = [&](const std::stop_token& stop) {
    do {
      ++rounds;
    } while (!stop.stop_requested());
  };
  beside(1, until_stopped);
  CHECK(rounds == 0);
  { const std::jthread thread = beside(2, until_stopped); }
  CHECK(rounds > 0);
}

TEST_CASE("what work beside this thread throws ends it, and nothing else") {
  std::jthread thread = beside(2, [](const std::stop_token&) { throw std::runtime_error("full"); });
  thread.join();
  CHECK_FALSE(thread.joinable());
}

}  // namespace
}  // namespace landform::cli
