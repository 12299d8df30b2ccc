// `patching`: patch baselines and maintenance windows of Systems Manager.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class OperatingSystem : std::uint8_t {
  amazon_linux_2,
  amazon_linux_2023,
  debian,
  macos,
  oracle_linux,
  redhat_enterprise_linux,
  rocky_linux,
  suse,
  ubuntu,
  windows
};

struct PatchBaseline {
  Written<OperatingSystem> os;
  Written<std::int64_t> approve_after_days;
  Listed<std::string> patch_groups;
};

struct PatchWindow {
  Written<std::string> schedule;
  Written<std::int64_t> hours, cutoff_hours;
  Written<Selection> select;
};

struct Patching {
  Named<PatchBaseline> baselines;
  Written<PatchWindow> window;
};

std::span<const Word> words_of(OperatingSystem);
std::span<const Field> fields_of(const PatchBaseline*);
std::span<const Field> fields_of(const PatchWindow*);
std::span<const Field> fields_of(const Patching*);

}  // namespace landform::blueprint
