// operator new and delete of the program: blocks of up to 16 MB come from pools, all others from malloc.
//
// A run makes trees of a million nodes in small blocks, on several threads, and ends; malloc was a fifth of its
// instructions, and the heaps that it has for threads grow by a system call for every few pages. Here a block costs
// about ten instructions: one free list for each size and thread, filled from spans of one size each. Blocks that
// another thread frees go to that thread's list. What a thread leaves when it ends is the next one's: memory that was
// never touched has to be cleared by the kernel, which was up to a fifth of a run. Spans are not given back; a run is
// short. Linked into the program alone: tests and sanitizers see every block with the ordinary operators. The one place
// with state for the whole program: these operators have no other place to keep it.
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t kGrain = 16;                     // what any type may be aligned to; a block is a multiple of it
constexpr std::size_t kFine = 512;                     // sizes up to this are multiples of the grain
constexpr std::size_t kLargest = 16 << 20;             // sizes above the fine ones: four steps for each doubling
constexpr std::size_t kPiece = 4 << 10;                // a span is some of them
constexpr std::size_t kShared = 16 << 10;              // blocks up to this share a span, four or more of them
constexpr std::size_t kRegion = std::size_t{4} << 30;  // of addresses; memory comes when it is touched
constexpr std::size_t kLargePages = 256 << 20;         // at its beginning

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
static_assert(class_of(kLargest) <= UINT8_MAX);

struct Block {
  Block* next;
};

struct Pool {
  Block* free = nullptr;
  char* next = nullptr;  // what is left of the last span
  char* end = nullptr;
};

using Pools = std::array<Pool, class_of(kLargest) + 1>;

// The pools of one thread after the other.
struct Shelf {
  std::atomic<bool> taken = false;
  Pools pools{};
};

// Set by the first allocation, which comes before any other thread. `end` is equal when there is no region.
constinit std::uintptr_t region_begin = 0;
constinit std::uintptr_t region_end = 0;
constinit std::atomic<std::uintptr_t> region_next = 0;
constinit bool region_asked = false;
constinit std::array<std::uint8_t, kRegion / kPiece> class_of_piece{};
constinit std::array<Shelf, 16> shelves{};
constinit Pools no_pools{};  // nothing is in them, so that the first allocation of a thread looks for a shelf
constinit thread_local Pools* pools = &no_pools;
// Of a thread that finds no shelf, or frees what it has after it gave its own away.
constinit thread_local Pools last_pools{};

struct ShelfHolder {
  Shelf* shelf = nullptr;
  ShelfHolder() = default;
  ShelfHolder(const ShelfHolder&) = delete;
  ShelfHolder& operator=(const ShelfHolder&) = delete;
  ~ShelfHolder() {
    if (shelf == nullptr) return;
    pools = &last_pools;
    shelf->taken.store(false, std::memory_order_release);
  }
};
thread_local ShelfHolder holder;

[[gnu::noinline]] void take_shelf() {
  pools = &last_pools;  // registering the holder may allocate
  for (Shelf& shelf : shelves) {
    if (shelf.taken.exchange(true, std::memory_order_acquire)) continue;
    holder.shelf = &shelf;
    pools = &shelf.pools;
    return;
  }
}

void ask_for_region() {
  region_asked = true;
  void* const got =
      ::mmap(nullptr, kRegion, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (got == MAP_FAILED) return;  // addresses are limited here: malloc does it all
  constexpr std::uintptr_t kLargePage = 2 << 20;
  region_begin = (reinterpret_cast<std::uintptr_t>(got) + kLargePage - 1) / kLargePage * kLargePage;
  region_end = (reinterpret_cast<std::uintptr_t>(got) + kRegion) / kPiece * kPiece;
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
  if (pools == &no_pools) {
    take_shelf();
    return ::operator new(size_of_class(size_class));
  }
  const std::size_t size = size_of_class(size_class);
  const std::size_t pieces = (size > kShared ? size : std::max(4 * size, kShared)) / kPiece;
  if (region_next.load(std::memory_order_relaxed) >= region_end) return from_malloc(size);
  const std::uintptr_t span = region_next.fetch_add(pieces * kPiece, std::memory_order_relaxed);
  if (span + pieces * kPiece > region_end) return from_malloc(size);
  std::fill_n(&class_of_piece[(span - region_begin) / kPiece], pieces, static_cast<std::uint8_t>(size_class));
  Pool& pool = (*pools)[size_class];
  char* const block = reinterpret_cast<char*>(span);
  pool.next = block + size;
  pool.end = block + pieces * kPiece;
  return block;
}

}  // namespace

void* operator new(std::size_t size) {
  if (size > kLargest) return from_malloc(size);
  const std::size_t size_class = class_of(size);
  Pool& pool = (*pools)[size_class];
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
  if (pools == &no_pools) take_shelf();
  Pool& pool = (*pools)[class_of_piece[(reinterpret_cast<std::uintptr_t>(block) - region_begin) / kPiece]];
  Block* const freed = new (block) Block{pool.free};
  pool.free = freed;
}

void operator delete(void* block, std::size_t /*size*/) noexcept {
  operator delete(block);
}
