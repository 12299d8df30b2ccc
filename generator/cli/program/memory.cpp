// operator new and delete of the program: blocks of up to 16 KB come from pools, all others from malloc.
//
// A run makes trees of a million nodes in small blocks, on several threads, and ends; malloc was a fifth of its
// instructions, and the heaps that it has for threads grow by a system call for every few pages. Here a block costs
// about ten instructions: one free list for each size and thread, filled from spans of one size each. Blocks that
// another thread frees go to that thread's list. Spans are not given back; a run is short. Linked into the program
// alone: tests and sanitizers see every block with the ordinary operators. The one place with state for the whole
// program: these operators have no other place to keep it.
#include <sys/mman.h>

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t kGrain = 16;       // what any type may be aligned to; a block is a multiple of it
constexpr std::size_t kFine = 512;       // sizes up to this are multiples of the grain
constexpr std::size_t kLargest = 16384;  // sizes above the fine ones: four steps for each doubling
constexpr std::size_t kSpan = 64 << 10;
constexpr std::size_t kRegion = std::size_t{4} << 30;  // of addresses; memory comes when it is touched
constexpr std::size_t kLargePages = 64 << 20;          // at its beginning

constexpr std::size_t class_of(std::size_t size) {
  if (size <= kFine) return size == 0 ? 1 : (size + kGrain - 1) / kGrain;
  const auto width = static_cast<std::size_t>(std::bit_width(size - 1));
  constexpr auto kFineWidth = static_cast<std::size_t>(std::bit_width(kFine));
  return kFine / kGrain + 4 * (width - kFineWidth) + ((size - 1) >> (width - 3)) - 3;
}
constexpr std::size_t size_of_class(std::size_t size_class) {
  if (size_class <= kFine / kGrain) return size_class * kGrain;
  const std::size_t above = size_class - kFine / kGrain - 1;
  return (kFine << (above / 4) >> 2) * (above % 4 + 5);
}
static_assert(size_of_class(class_of(kFine + 1)) == 640 && size_of_class(class_of(640)) == 640);
static_assert(size_of_class(class_of(641)) == 768 && size_of_class(class_of(1025)) == 1280);
static_assert(size_of_class(class_of(kLargest)) == kLargest && size_of_class(class_of(0)) == kGrain);

struct Block {
  Block* next;
};

// Stands at the beginning of each span, at a multiple of kSpan.
struct alignas(kGrain) SpanHead {
  std::size_t size_class;
};

struct Pool {
  Block* free = nullptr;
  char* next = nullptr;  // what is left of the last span
  char* end = nullptr;
};

// Set by the first allocation, which comes before any other thread. `end` is equal when there is no region.
constinit std::uintptr_t region_begin = 0;
constinit std::uintptr_t region_end = 0;
constinit std::atomic<std::uintptr_t> region_next = 0;
constinit bool region_asked = false;
constinit thread_local std::array<Pool, class_of(kLargest) + 1> pools{};

void ask_for_region() {
  region_asked = true;
  void* const got =
      ::mmap(nullptr, kRegion, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (got == MAP_FAILED) return;  // addresses are limited here: malloc does it all
  constexpr std::uintptr_t kLargePage = 2 << 20;
  region_begin = (reinterpret_cast<std::uintptr_t>(got) + kLargePage - 1) / kLargePage * kLargePage;
  region_end = (reinterpret_cast<std::uintptr_t>(got) + kRegion) / kSpan * kSpan;
  region_next = region_begin;
#if defined(MADV_HUGEPAGE)
  // With pages of 4 KB, a run traps thousands of times for one that is not there yet.
  ::madvise(reinterpret_cast<void*>(region_begin), kLargePages, MADV_HUGEPAGE);
#endif
}

bool is_small(const void* block) {
  return reinterpret_cast<std::uintptr_t>(block) - region_begin < region_end - region_begin;
}

void* from_malloc(std::size_t size) {
  if (void* const block = std::malloc(size == 0 ? 1 : size)) return block;
  throw std::bad_alloc();
}

[[gnu::noinline]] void* from_new_span(std::size_t size_class) {
  if (!region_asked) ask_for_region();
  const std::size_t size = size_of_class(size_class);
  if (region_next.load(std::memory_order_relaxed) >= region_end) return from_malloc(size);
  const std::uintptr_t span = region_next.fetch_add(kSpan, std::memory_order_relaxed);
  if (span >= region_end) return from_malloc(size);
  Pool& pool = pools[size_class];
  char* const begin = reinterpret_cast<char*>(span);
  new (begin) SpanHead{size_class};
  char* const block = begin + sizeof(SpanHead);
  pool.next = block + size;
  pool.end = begin + kSpan;
  return block;
}

}  // namespace

void* operator new(std::size_t size) {
  if (size > kLargest) return from_malloc(size);
  const std::size_t size_class = class_of(size);
  Pool& pool = pools[size_class];
  if (Block* const block = pool.free) {
    pool.free = block->next;
    return block;
  }
  char* const block = pool.next;
  const std::size_t wanted = size_of_class(size_class);
  if (static_cast<std::size_t>(pool.end - block) < wanted) return from_new_span(size_class);
  pool.next = block + wanted;
  return block;
}

void operator delete(void* block) noexcept {
  if (!is_small(block)) {
    std::free(block);
    return;
  }
  const auto* const head = reinterpret_cast<const SpanHead*>(reinterpret_cast<std::uintptr_t>(block) / kSpan * kSpan);
  Pool& pool = pools[head->size_class];
  Block* const freed = new (block) Block{pool.free};
  pool.free = freed;
}

void operator delete(void* block, std::size_t /*size*/) noexcept {
  operator delete(block);
}
