// A disk in memory, for tests: it can fail at any call, half done if wished, and tells what was asked of it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/disk.h"

namespace landform::base {

class MemoryDisk final : public Disk {
 public:
  enum class After { goes_on, stays_broken };
  enum class Trace { nothing, half };
  struct Failure {
    std::size_t call = 1;  // the n-th call that changes something, counted from 1 over the disk's life
    DiskFault fault = DiskFault::no_space;
    Trace trace = Trace::nothing;  // half: a file is left with half of its bytes, of a path of new folders the first
    After after = After::goes_on;  // stays_broken: each later change fails too, as when the process was killed
  };

  // Preparations: not counted, not recorded, never failing. Parents are made.
  void put_file(const std::string& path, std::string_view bytes);
  void put_directory(const std::string& path);
  void put_other(const std::string& path);
  void fail(Failure failure) { failure_ = failure; }
  void heal() { failure_.reset(); }
  void without_exchange() { has_exchange_ = false; }

  // Observations.
  // "write out/a", "rename out/a out/b", ...: each call that changes something, the failing ones too.
  [[nodiscard]] const std::vector<std::string>& changes() const { return changes_; }
  [[nodiscard]] std::map<std::string, std::string> files() const;
  [[nodiscard]] std::vector<std::string> directories() const;
  // Equal for two names of one file that was not written between: what the inode and its time are on a real disk.
  // Zero when there is no such file.
  [[nodiscard]] std::size_t version(const std::string& path) const;

  Result<std::string, DiskError> read(const std::string& path) override;
  Result<Done, DiskError> write(const std::string& path, std::string_view bytes) override;
  Result<Done, DiskError> rename(const std::string& from, const std::string& to) override;
  Result<Done, DiskError> remove_file(const std::string& path) override;
  Result<Done, DiskError> remove_empty_directory(const std::string& path) override;
  Result<Done, DiskError> make_directory(const std::string& path) override;
  Result<std::vector<DirectoryEntry>, DiskError> list(const std::string& path) override;
  Result<EntryKind, DiskError> kind(const std::string& path) override;
  Result<Done, DiskError> exchange(const std::string& one, const std::string& other) override;
  Result<Done, DiskError> link(const std::string& from, const std::string& to) override;
  Result<Done, DiskError> create(const std::string& path, std::string_view bytes) override;
  Result<Done, DiskError> sync(const std::string& path) override;
  Result<Done, DiskError> make_directory_like(const std::string& model, const std::string& path) override;
  Result<Hold, DiskError> hold(const std::string& directory) override;
  Result<std::string, DiskError> real_path(const std::string& path) override;

 private:
  struct Content {
    std::string bytes;
    std::size_t version = 0;
  };
  struct Entry {
    EntryKind kind = EntryKind::file;
    std::shared_ptr<Content> content;  // of files; two names of one file share it
  };
  using Entries = std::map<std::string, Entry>;

  // Records the call; the failure if it is this call's turn.
  std::optional<Failure> begin(std::string call);
  [[nodiscard]] const Entry* find(const std::string& path) const;
  [[nodiscard]] std::optional<DiskError> missing_parent(const std::string& path) const;
  [[nodiscard]] bool has_children(const std::string& path) const;
  void make_with_parents(const std::string& path);
  void store(const std::string& path, std::string_view bytes);
  Entries take_tree(const std::string& path);
  void put_tree(Entries tree, const std::string& from, const std::string& to);

  Entries entries_;  // by normalized path; the current folder and the root are not in it
  std::vector<std::string> changes_;
  std::optional<Failure> failure_;
  std::map<std::string, std::weak_ptr<void>> held_;
  std::size_t versions_ = 0;
  bool has_exchange_ = true;
};

}  // namespace landform::base
