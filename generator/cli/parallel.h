// Work on several threads whose outcome does not depend on how many there are: each piece has its own place to write
// to.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace landform::cli {

// How many threads this machine runs well; more than a few gain nothing here.
inline std::size_t threads_of_machine() {
  constexpr std::size_t kMost = 8;
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMost);
}

// Calls work(0) to work(count - 1), each once, on up to `threads` threads, this one among them. Returns when all are
// done; throws what a call threw, of the lowest number when several did.
template <class Work>
void in_parallel(std::size_t count, std::size_t threads, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::exception_ptr> thrown(count);
  const auto take_turns = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        thrown[i] = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> others;
    const std::size_t wanted = std::min(threads, count);
    others.reserve(wanted);
    try {
      while (others.size() + 1 < wanted) others.emplace_back(take_turns);
    } catch (const std::system_error&) {
      // The machine grants no more threads: those that run do it all.
    }
    take_turns();
  }
  for (const std::exception_ptr& each : thrown) {
    if (each) std::rethrow_exception(each);
  }
}

// A thread of its own for `work`, which takes a std::stop_token and does only what others do when they need it and find
// it undone: without more threads there is none, and what `work` throws ends it.
template <class Work>
std::jthread beside(std::size_t threads, Work work) {
  if (threads < 2) return {};
  try {
    return std::jthread([work = std::move(work)](const std::stop_token& stop) {
      try {
        work(stop);
      } catch (...) {
        // Who needs it meets the same.
      }
    });
  } catch (const std::system_error&) {
    return {};
  }
}

}  // namespace landform::cli
