#include "base/memory_disk.h"

#include <utility>

#include "base/text.h"

namespace landform::base {
namespace {

// "./a//b/" is "a/b"; the current folder is "", the root is "/".
std::string normalized(std::string_view path) {
  std::string out = path.starts_with('/') ? "/" : "";
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (!out.empty() && out.back() != '/') out += '/';
    out += part;
  }
  return out;
}

bool is_start(const std::string& path) {
  return path.empty() || path == "/";
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return "";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// What every path below `folder` starts with.
std::string prefix_of(const std::string& folder) {
  return is_start(folder) ? folder : folder + "/";
}

DiskError error(DiskFault fault, const std::string& path) {
  switch (fault) {
    case DiskFault::not_found:
      return {fault, path, "no such file or directory"};
    case DiskFault::not_a_file:
      return {fault, path, "not a file"};
    case DiskFault::not_a_directory:
      return {fault, path, "not a directory"};
    case DiskFault::exists:
      return {fault, path, "exists already"};
    case DiskFault::permission:
      return {fault, path, "permission denied"};
    case DiskFault::no_space:
      return {fault, path, "no space left on device"};
    case DiskFault::busy:
      return {fault, path, "another process holds it"};
    case DiskFault::unsupported:
      return {fault, path, "not supported"};
    case DiskFault::other:
      break;
  }
  return {fault, path, "input/output error"};
}

}  // namespace

std::optional<MemoryDisk::Failure> MemoryDisk::begin(std::string call) {
  changes_.push_back(std::move(call));
  if (!failure_) return std::nullopt;
  if (changes_.size() == failure_->call) return failure_;
  if (changes_.size() > failure_->call && failure_->after == After::stays_broken) {
    return Failure{changes_.size(), failure_->fault, Trace::nothing, After::stays_broken};
  }
  return std::nullopt;
}

const MemoryDisk::Entry* MemoryDisk::find(const std::string& path) const {
  static const Entry kStart{EntryKind::directory, nullptr};
  if (is_start(path)) return &kStart;
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

std::optional<DiskError> MemoryDisk::missing_parent(const std::string& path) const {
  const Entry* parent = find(parent_of(path));
  if (parent == nullptr) return error(DiskFault::not_found, path);
  if (parent->kind != EntryKind::directory) return error(DiskFault::not_a_directory, path);
  return std::nullopt;
}

bool MemoryDisk::has_children(const std::string& path) const {
  const std::string prefix = prefix_of(path);
  const auto first = entries_.lower_bound(prefix);
  return first != entries_.end() && first->first.starts_with(prefix);
}

void MemoryDisk::make_with_parents(const std::string& path) {
  if (is_start(path) || entries_.contains(path)) return;
  make_with_parents(parent_of(path));
  entries_[path] = {EntryKind::directory, nullptr};
}

void MemoryDisk::store(const std::string& path, std::string_view bytes) {
  Entry& entry = entries_[path];
  if (!entry.content) entry = {EntryKind::file, std::make_shared<Content>()};
  *entry.content = {std::string(bytes), ++versions_};
}

void MemoryDisk::put_file(const std::string& path, std::string_view bytes) {
  const std::string name = normalized(path);
  make_with_parents(parent_of(name));
  store(name, bytes);
}

void MemoryDisk::put_directory(const std::string& path) {
  make_with_parents(normalized(path));
}

void MemoryDisk::put_other(const std::string& path) {
  const std::string name = normalized(path);
  make_with_parents(parent_of(name));
  entries_[name] = {EntryKind::other, nullptr};
}

std::map<std::string, std::string> MemoryDisk::files() const {
  std::map<std::string, std::string> found;
  for (const auto& [path, entry] : entries_) {
    if (entry.kind == EntryKind::file) found.emplace(path, entry.content->bytes);
  }
  return found;
}

std::vector<std::string> MemoryDisk::directories() const {
  std::vector<std::string> found;
  for (const auto& [path, entry] : entries_) {
    if (entry.kind == EntryKind::directory) found.push_back(path);
  }
  return found;
}

std::size_t MemoryDisk::version(const std::string& path) const {
  const Entry* entry = find(normalized(path));
  return entry != nullptr && entry->content ? entry->content->version : 0;
}

Result<std::string, DiskError> MemoryDisk::read(const std::string& path) {
  const std::string name = normalized(path);
  const Entry* entry = find(name);
  if (entry == nullptr) return missing_parent(name).value_or(error(DiskFault::not_found, path));
  if (entry->kind != EntryKind::file) return error(DiskFault::not_a_file, path);
  return entry->content->bytes;
}

Result<Done, DiskError> MemoryDisk::write(const std::string& path, std::string_view bytes) {
  const std::string name = normalized(path);
  const auto failure = begin(cat("write ", name));
  if (const auto missing = missing_parent(name)) return *missing;
  if (const Entry* entry = find(name); entry != nullptr && entry->kind != EntryKind::file) {
    return error(DiskFault::not_a_file, path);
  }
  if (failure) {
    if (failure->trace == Trace::half) store(name, bytes.substr(0, bytes.size() / 2));
    return error(failure->fault, path);
  }
  store(name, bytes);
  return Done{};
}

Result<Done, DiskError> MemoryDisk::create(const std::string& path, std::string_view bytes) {
  const std::string name = normalized(path);
  const auto failure = begin(cat("create ", name));
  if (const auto missing = missing_parent(name)) return *missing;
  if (find(name) != nullptr) return error(DiskFault::exists, path);
  if (failure) {
    if (failure->trace == Trace::half) store(name, bytes.substr(0, bytes.size() / 2));
    return error(failure->fault, path);
  }
  store(name, bytes);
  return Done{};
}

MemoryDisk::Entries MemoryDisk::take_tree(const std::string& path) {
  Entries tree;
  tree.insert(entries_.extract(path));
  const std::string prefix = prefix_of(path);
  for (auto next = entries_.lower_bound(prefix); next != entries_.end() && next->first.starts_with(prefix);) {
    tree.insert(entries_.extract(next++));
  }
  return tree;
}

void MemoryDisk::put_tree(Entries tree, const std::string& from, const std::string& to) {
  for (auto& [path, entry] : tree) entries_.insert_or_assign(to + path.substr(from.size()), std::move(entry));
}

Result<Done, DiskError> MemoryDisk::rename(const std::string& from, const std::string& to) {
  const std::string source = normalized(from);
  const std::string target = normalized(to);
  const auto failure = begin(cat("rename ", source, " ", target));
  const Entry* moved = find(source);
  if (moved == nullptr || is_start(source)) return error(DiskFault::not_found, from);
  if (const auto missing = missing_parent(target)) return *missing;
  if (const Entry* there = find(target)) {
    const bool to_directory = there->kind == EntryKind::directory;
    if (to_directory && moved->kind != EntryKind::directory) return error(DiskFault::not_a_file, to);
    if (!to_directory && moved->kind == EntryKind::directory) return error(DiskFault::not_a_directory, to);
    if (to_directory && source != target && has_children(target)) return error(DiskFault::exists, to);
  }
  if (target.starts_with(prefix_of(source))) return error(DiskFault::other, to);  // into itself
  if (failure) return error(failure->fault, to);
  put_tree(take_tree(source), source, target);
  return Done{};
}

Result<Done, DiskError> MemoryDisk::exchange(const std::string& one, const std::string& other) {
  if (!has_exchange_) return error(DiskFault::unsupported, one);
  const std::string first = normalized(one);
  const std::string second = normalized(other);
  const auto failure = begin(cat("exchange ", first, " ", second));
  if (find(first) == nullptr || is_start(first)) return error(DiskFault::not_found, one);
  if (find(second) == nullptr || is_start(second)) return error(DiskFault::not_found, other);
  if (first.starts_with(prefix_of(second)) || second.starts_with(prefix_of(first))) return error(DiskFault::other, one);
  if (failure) return error(failure->fault, one);
  Entries first_tree = take_tree(first);
  Entries second_tree = take_tree(second);
  put_tree(std::move(first_tree), first, second);
  put_tree(std::move(second_tree), second, first);
  return Done{};
}

Result<Done, DiskError> MemoryDisk::link(const std::string& from, const std::string& to) {
  const std::string source = normalized(from);
  const std::string target = normalized(to);
  const auto failure = begin(cat("link ", source, " ", target));
  const Entry* linked = find(source);
  if (linked == nullptr) return error(DiskFault::not_found, from);
  if (linked->kind == EntryKind::directory) return error(DiskFault::permission, from);
  if (const auto missing = missing_parent(target)) return *missing;
  if (find(target) != nullptr) return error(DiskFault::exists, to);
  if (failure) return error(failure->fault, to);
  entries_[target] = *linked;
  return Done{};
}

Result<Done, DiskError> MemoryDisk::remove_file(const std::string& path) {
  const std::string name = normalized(path);
  const auto failure = begin(cat("remove_file ", name));
  const Entry* entry = find(name);
  if (entry == nullptr) return error(DiskFault::not_found, path);
  if (entry->kind == EntryKind::directory) return error(DiskFault::not_a_file, path);
  if (failure) return error(failure->fault, path);
  entries_.erase(name);
  return Done{};
}

Result<Done, DiskError> MemoryDisk::remove_empty_directory(const std::string& path) {
  const std::string name = normalized(path);
  const auto failure = begin(cat("remove_empty_directory ", name));
  const Entry* entry = find(name);
  if (entry == nullptr) return error(DiskFault::not_found, path);
  if (entry->kind != EntryKind::directory) return error(DiskFault::not_a_directory, path);
  if (is_start(name) || has_children(name)) return error(DiskFault::exists, path);
  if (failure) return error(failure->fault, path);
  entries_.erase(name);
  return Done{};
}

Result<Done, DiskError> MemoryDisk::make_directory(const std::string& path) {
  const std::string name = normalized(path);
  const auto failure = begin(cat("make_directory ", name));
  std::string first_missing;
  for (std::string at = name; !is_start(at); at = parent_of(at)) {
    const Entry* entry = find(at);
    if (entry != nullptr && entry->kind != EntryKind::directory) return error(DiskFault::not_a_directory, at);
    if (entry == nullptr) first_missing = at;
  }
  if (failure) {
    if (failure->trace == Trace::half && first_missing != name) make_with_parents(first_missing);
    return error(failure->fault, path);
  }
  make_with_parents(name);
  return Done{};
}

Result<Done, DiskError> MemoryDisk::make_directory_like(const std::string& model, const std::string& path) {
  const std::string name = normalized(path);
  const auto failure = begin(cat("make_directory_like ", normalized(model), " ", name));
  if (find(normalized(model)) == nullptr) return error(DiskFault::not_found, model);
  if (const auto missing = missing_parent(name)) return *missing;
  if (find(name) != nullptr) return error(DiskFault::exists, path);
  if (failure) return error(failure->fault, path);
  make_with_parents(name);
  return Done{};
}

Result<Done, DiskError> MemoryDisk::sync(const std::string& path) {
  const std::string name = normalized(path);
  const auto failure = begin(cat("sync ", name));
  if (find(name) == nullptr) return error(DiskFault::not_found, path);
  if (failure) return error(failure->fault, path);
  return Done{};
}

Result<Hold, DiskError> MemoryDisk::hold(const std::string& directory) {
  const std::string name = normalized(directory);
  const Entry* entry = find(name);
  if (entry == nullptr) return error(DiskFault::not_found, directory);
  if (entry->kind != EntryKind::directory) return error(DiskFault::not_a_directory, directory);
  if (!held_[name].expired()) return error(DiskFault::busy, directory);
  const Hold hold = std::make_shared<std::string>(name);
  held_[name] = hold;
  return hold;
}

Result<std::vector<DirectoryEntry>, DiskError> MemoryDisk::list(const std::string& path) {
  const std::string name = normalized(path);
  const Entry* folder = find(name);
  if (folder == nullptr) return error(DiskFault::not_found, path);
  if (folder->kind != EntryKind::directory) return error(DiskFault::not_a_directory, path);
  std::vector<DirectoryEntry> found;
  const std::string prefix = prefix_of(name);
  for (auto next = entries_.lower_bound(prefix); next != entries_.end() && next->first.starts_with(prefix); ++next) {
    const std::string_view rest = std::string_view(next->first).substr(prefix.size());
    const bool absolute = name.empty() && next->first.starts_with('/');
    if (rest.find('/') == std::string_view::npos && !absolute) found.push_back({std::string(rest), next->second.kind});
  }
  return found;
}

Result<EntryKind, DiskError> MemoryDisk::kind(const std::string& path) {
  const std::string name = normalized(path);
  if (const Entry* entry = find(name)) return entry->kind;
  return missing_parent(name).value_or(error(DiskFault::not_found, path));
}

Result<std::string, DiskError> MemoryDisk::real_path(const std::string& path) {
  const std::string name = normalized(path);
  if (find(name) == nullptr) return error(DiskFault::not_found, path);
  return name.empty() ? "." : name;
}

}  // namespace landform::base
