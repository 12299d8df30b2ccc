// `landform lock`: what the lock file holds, and the one way to take an entry out of it.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "cli/blueprint_options.h"
#include "cli/commands.h"
#include "cli/lock_entries.h"
#include "cli/report.h"
#include "cli/usage.h"
#include "resolve/lock.h"

namespace landform::cli {
namespace {

using base::cat;
using base::count_of;

constexpr std::string_view kLockEnding = ".lock.yaml";

constexpr std::array kLockOptions{
    OptionSpec{"--lock", "", "FILE", "the lock file (default: the only one here or in blueprints/)"},
};

// The lock file that is meant; nothing after a complaint.
std::optional<std::string> lock_path(World& world, const Arguments& arguments) {
  if (arguments.has("--lock")) return arguments.value("--lock");
  std::vector<std::string> found;
  for (const std::string_view folder : {".", "blueprints"}) {
    const auto entries = world.disk.list(std::string(folder));
    if (!entries) continue;
    for (const auto& entry : entries.value()) {
      if (!entry.name.ends_with(kLockEnding) || entry.kind != base::EntryKind::file) continue;
      found.push_back(folder == "." ? entry.name : cat(folder, '/', entry.name));
    }
  }
  if (found.size() == 1) return found.front();
  (void)complain(world,
                 found.empty()
                     ? std::string("no lock file is here or in blueprints/; name it with `--lock FILE`")
                     : cat("several lock files are here (", base::join(found, ", "), "); name one with `--lock FILE`"),
                 find_command("lock"));
  return std::nullopt;
}

void show(World& world, const std::string& path, const resolve::Lock& lock) {
  std::string head =
      cat(path, ": ", count_of(lock.units.size(), "unit"), ", ", count_of(lock.accounts.size(), "account"));
  if (!lock.policies.empty()) head += cat(", ", count_of(lock.policies.size(), "policy document"));
  if (!lock.addresses.vpcs.empty()) head += cat(", ", count_of(lock.addresses.vpcs.size(), "VPC"));
  world.out(cat(head, '\n'));
  for (const auto& [name, unit] : lock.units) {
    world.out(cat("  unit     ", name, "  ", unit.logical_id.str(), unit.id.empty() ? "" : cat("  ", unit.id), '\n'));
  }
  for (const auto& [name, account] : lock.accounts) {
    world.out(cat("  account  ", name, "  ", account.logical_id.str(), "  ", account.email, "  in ", account.unit.str(),
                  ", stack ", account.shard, account.id.empty() ? "" : cat("  ", account.id), '\n'));
  }
  if (!lock.home_region.empty()) world.out(cat("  region   ", lock.home_region, ", the home region\n"));
  for (const auto& [name, region] : lock.regions) world.out(cat("  region   ", name, '\n'));
  for (const auto& [key, policy] : lock.policies) {
    world.out(cat("  policy   ", key, "  in stack ", policy.shard, ": ", base::join(policy.holds, ", "), '\n'));
  }
  world.out(describe_addresses(lock.addresses));
}

Exit release(World& world, const std::string& path, resolve::Lock lock, const std::string& name) {
  const std::string fault = release_entry(lock, path, name);
  if (!fault.empty()) return complain(world, fault, find_command("lock"));
  const std::string staged = cat(path, ".landform-new");
  auto written = world.disk.write(staged, resolve::lock_text(lock));
  if (!written) return disk_trouble(world, "write the lock file", written.error());
  auto renamed = world.disk.rename(staged, path);
  if (!renamed) {
    (void)world.disk.remove_file(staged);
    return disk_trouble(world, "write the lock file", renamed.error());
  }
  world.out(cat("released `", name, "` from ", path, "; the next build may give it another place\n"));
  return Exit::ok;
}

Exit run_lock(World& world, const Arguments& arguments) {
  const std::string action = arguments.words.empty() ? "show" : arguments.words.front();
  const std::size_t wanted = action == "release" ? 2 : 1;
  if (action != "show" && action != "release") {
    return complain(world, cat("`lock` can `show` and `release`, not `", action, "`"), find_command("lock"));
  }
  if (!arguments.words.empty() && arguments.words.size() != wanted) {
    return complain(world, action == "release" ? "`lock release` wants one NAME" : "`lock show` wants nothing more",
                    find_command("lock"));
  }
  const auto path = lock_path(world, arguments);
  if (!path) return Exit::usage;
  if (!is_file(world, *path)) return Exit::environment;
  auto text = world.disk.read(*path);
  if (!text) return disk_trouble(world, "read the lock file", text.error());
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  auto lock = resolve::read_lock(sources, sources.add(*path, std::move(text).value()), diagnostics);
  report(world, sources, diagnostics, arguments);
  if (!lock) return exit_of(diagnostics);
  if (action == "release") return release(world, *path, std::move(*lock), arguments.words[1]);
  show(world, *path, *lock);
  return Exit::ok;
}

}  // namespace

constinit const CommandSpec kLockCommand{
    "lock",
    "show the lock file, or release an entry",
    "[show | release NAME]",
    "The lock file records what must never move once it is deployed. `build` adds to\n"
    "it; an entry leaves it only by `release`. Release what no longer exists in AWS,\n"
    "or was never deployed: a unit by its path, with all below it, an account, a\n"
    "guardrail or a VPC by its name. Where a name is not enough, say the kind:\n"
    "vpc:shop. Of a VPC one tier or range can be released: vpc:shop/cache. `show`\n"
    "tells what is free in each address pool, too.",
    "landform lock show\nlandform lock release sandbox-1 --lock blueprints/acme.lock.yaml",
    0,
    2,
    kLockOptions,
    run_lock,
};

}  // namespace landform::cli
