#pragma once
/// Vectors of many megabytes on large pages: arrays over all states are walked in strides of all sizes, and with pages
/// of 4 KiB most of such a walk goes into looking pages up, and much of the rest into having them mapped one by one.

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <vector>

namespace detente {

/// Asks the system for pages of 2 MiB where a block is large enough; elsewhere an ordinary allocation.
template <class T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <class U>
  explicit(false) LargePages(const LargePages<U>&) {}

  [[nodiscard]] T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    if (bytes < page) return static_cast<T*>(::operator new(bytes));
    void* block = ::operator new (bytes, std::align_val_t{page});
#ifdef MADV_HUGEPAGE
    // Only whole large pages: what lies past the end may belong to others. A refusal changes nothing but the speed.
    ::madvise(block, bytes / page * page, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(block);
  }
  void deallocate(T* block, std::size_t n) {
    if (n * sizeof(T) < page) ::operator delete(block);
    else ::operator delete (block, std::align_val_t{page});
  }
  template <class U>
  friend bool operator==(const LargePages&, const LargePages<U>&) {
    return true;
  }

 private:
  static constexpr std::size_t page = std::size_t{2} << 20;
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace detente
