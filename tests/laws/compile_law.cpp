// Laws of the whole compiler, on the example blueprints: the order of keys says nothing, an account more changes only
// what is about it, a region more changes no template, a second build changes nothing, and no line can be taken away
// that makes it crash.
#include <rapidcheck.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/render_text.h"
#include "base/text.h"
#include "blueprint/layers.h"
#include "cli/compile.h"
#include "support/golden.h"
#include "yaml/write.h"

namespace landform {
namespace {

using base::cat;

const std::filesystem::path kFolder = std::filesystem::path(LANDFORM_SOURCE_DIR) / "blueprints";

struct Built {
  std::optional<cli::Compiled> compiled;
  std::string said;

  [[nodiscard]] std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> result;
    for (const auto& file : compiled->files) result.emplace(file.path, file.bytes);
    return result;
  }
  [[nodiscard]] std::string lock() const { return resolve::lock_text(compiled->lock_after); }
};

// The blueprint as a text of its own in the examples' folder, with the lock that an earlier build left.
Built build(const std::string& text, const std::string& lock = {}, cli::Until until = cli::Until::everything) {
  const blueprint::ReadText read = [&](const std::string& path) -> base::Result<std::string, base::DiskError> {
    if (path == "under-test.yaml") return text;
    if (path == "under-test.lock.yaml") {
      if (lock.empty()) return base::DiskError{base::DiskFault::not_found, path, "none yet"};
      return lock;
    }
    if (!std::filesystem::is_regular_file(kFolder / path)) {
      return base::DiskError{base::DiskFault::not_found, path, "not there"};
    }
    return test::read_file(kFolder / path);
  };
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  Built built;
  cli::CompileOptions options{"under-test.yaml", "under-test.lock.yaml", ""};
  options.until = until;
  built.compiled = cli::compile(sources, read, options, diagnostics);
  built.said = base::render_text(sources, diagnostics);
  return built;
}

// One of the examples with its bases and parts merged.
yaml::Node merged(const std::string& name) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const blueprint::ReadText read = [](const std::string& path) -> base::Result<std::string, base::DiskError> {
    return test::read_file(kFolder / path);
  };
  auto layered = blueprint::read_layers(sources, name, read, diagnostics);
  RC_ASSERT(layered.has_value());
  return layered->root;
}

void shuffle(yaml::Node& node, unsigned& seed) {
  const auto next = [&](std::size_t below) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 8U) % below;
  };
  for (std::size_t i = node.entries.size(); i > 1; --i) std::swap(node.entries[i - 1], node.entries[next(i)]);
  for (auto& entry : node.entries) shuffle(entry.value, seed);
  for (auto& item : node.items) shuffle(item, seed);
}

const std::vector<std::string> kExamples{"acme.yaml", "minimal.yaml", "northwind.yaml"};
const std::vector<std::string> kAllExamples{"acme.yaml", "hospital.yaml", "initech.yaml", "minimal.yaml",
                                            "northwind.yaml"};

// Every line of `before` stands in `after`, in the same order.
bool only_adds_lines(const std::string& before, const std::string& after) {
  const auto old_lines = base::split(before, '\n');
  const auto new_lines = base::split(after, '\n');
  std::size_t matched = 0;
  for (const auto line : new_lines) {
    if (matched < old_lines.size() && line == old_lines[matched]) ++matched;
  }
  return matched == old_lines.size();
}

// The rules of a cost category are a text, in which each account has its name.
bool changes_one_line(const std::string& before, const std::string& after) {
  const auto old_lines = base::split(before, '\n');
  const auto new_lines = base::split(after, '\n');
  if (old_lines.size() != new_lines.size()) return false;
  std::size_t changed = 0;
  for (std::size_t i = 0; i < old_lines.size(); ++i) changed += old_lines[i] == new_lines[i] ? 0 : 1;
  return changed == 1;
}

// What carries the hashes of the rest, and what people read about all accounts.
bool tells_of_all(std::string_view path) {
  return path == "manifest.json" || path == "deploy.sh" || path.starts_with("docs/") || path.starts_with("report/");
}

// Stacks that make accounts, give access to each, or go to single accounts outside of the units that they are for.
bool names_accounts(std::string_view path) {
  return path == "stacks/18-accounts-1.yaml" || path.starts_with("stacks/41-assignments-") ||
         path == "stacks/64-alarms.yaml" || path == "stacks/66-patching.yaml";
}

bool key_order_says_nothing() {
  return rc::check("permuting the keys of a blueprint changes no byte", [] {
    const std::string name = *rc::gen::elementOf(kExamples);
    yaml::Node root = merged(name);
    const Built straight = build(yaml::write_yaml(root));
    unsigned seed = *rc::gen::arbitrary<unsigned>();
    shuffle(root, seed);
    const Built shuffled = build(yaml::write_yaml(root));
    if (!straight.compiled) RC_FAIL(straight.said);
    if (!shuffled.compiled) RC_FAIL(shuffled.said);
    RC_ASSERT(straight.files() == shuffled.files());
    RC_ASSERT(straight.lock() == shuffled.lock());
  });
}

bool another_account_changes_only_its_own() {
  return rc::check("an account more changes only what is about it", [] {
    yaml::Node root = merged("acme.yaml");
    const Built before = build(yaml::write_yaml(root));
    if (!before.compiled) RC_FAIL(before.said);
    const std::string unit = *rc::gen::elementOf(std::vector<std::string>{"Security", "Infrastructure", "Sandbox"});
    const std::string name = cat("a", std::to_string(*rc::gen::inRange(0, 1000)), "-new");
    yaml::Node account = yaml::mapping();
    account.add("tags", yaml::mapping({{"Environment", yaml::string("sandbox")}}));
    root.find("organization")->find("units")->find(unit)->find("accounts")->add(name, account);
    const Built after = build(yaml::write_yaml(root), before.lock());
    if (!after.compiled) RC_FAIL(after.said);
    const auto old_files = before.files();
    const auto new_files = after.files();
    RC_ASSERT(old_files.size() == new_files.size());
    for (const auto& [path, bytes] : old_files) {
      if (tells_of_all(path)) continue;
      if (path == "stacks/78-cost-categories.yaml") {
        RC_ASSERT(changes_one_line(bytes, new_files.at(path)));
      } else if (names_accounts(path)) {
        RC_ASSERT(only_adds_lines(bytes, new_files.at(path)));
      } else {
        RC_ASSERT(bytes == new_files.at(path));
      }
    }
    RC_ASSERT(only_adds_lines(before.lock(), after.lock()));
    // And taking it away again, with its entry of the lock, restores the bytes.
    resolve::Lock released = after.compiled->lock_after;
    RC_ASSERT(resolve::release_account(released, name));
    root.find("organization")->find("units")->find(unit)->find("accounts")->erase(name);
    const Built restored = build(yaml::write_yaml(root), resolve::lock_text(released));
    if (!restored.compiled) RC_FAIL(restored.said);
    RC_ASSERT(restored.files() == old_files);
  });
}

// The text with one word for each region, a list of regions as one of them, and without the hashes of other files. A
// dashboard is global and shows each region; its body is left out. What is the same then differs in targets and lists
// of regions alone.
std::string without_regions(std::string text, const std::vector<std::string>& regions) {
  constexpr std::string_view kRegion = "REGION";
  constexpr std::size_t kHash = 64;
  for (const std::string& region : regions) text = base::replace_all(text, region, kRegion);
  std::vector<std::string> lines;
  for (const auto line : base::split(text, '\n')) {
    std::string one(line);
    for (const std::string_view between : {", ", ","}) {
      const std::string twice = cat(kRegion, between, kRegion);
      while (one.find(twice) != std::string::npos) one = base::replace_all(one, twice, kRegion);
    }
    if (base::trim(one).starts_with("DashboardBody:")) one = "DashboardBody:";
    if (const auto end = one.rfind(".yaml"); base::trim(one).starts_with("TemplateURL:") && end != std::string::npos) {
      one.erase(end - kHash, kHash);
    }
    lines.push_back(std::move(one));
    // A list, or rows of a mapping, that stand over lines of their own.
    for (const std::size_t long_one : {std::size_t{1}, std::size_t{2}}) {
      const auto at = lines.end() - static_cast<std::ptrdiff_t>(std::min(lines.size(), 2 * long_one));
      const auto half = at + (lines.end() - at) / 2;
      const bool twice = lines.size() >= 2 * long_one && std::equal(at, half, half, lines.end());
      if (twice && half->find(kRegion) != std::string::npos) lines.erase(half, lines.end());
    }
  }
  return base::join(lines, "\n");
}

bool is_template(std::string_view path) {
  return path.starts_with("stacks/") || path.starts_with("stack-sets/") || path.starts_with("control-tower/templates/");
}

// From the second governed region on, one more changes targets and lists of regions: each template is, but for the
// names of regions, one that was there before.
bool another_region_changes_no_template() {
  bool fine = true;
  for (const std::string& name : kAllExamples) {
    yaml::Node root = merged(name);
    yaml::Node& organization = *root.find("organization");
    if (organization.find("regions") == nullptr) {
      organization.add("regions", yaml::sequence({*organization.find("home_region")}));
    }
    yaml::Node& governed = *organization.find("regions");
    std::vector<std::string> regions;
    for (const yaml::Node& region : governed.items) regions.push_back(region.text);
    const auto govern_one_more = [&] {
      for (const std::string_view region : {"eu-west-2", "us-east-2", "ap-southeast-2", "ca-central-1"}) {
        if (std::find(regions.begin(), regions.end(), region) != regions.end()) continue;
        regions.emplace_back(region);
        governed.add(yaml::string(std::string(region)));
        return;
      }
    };
    while (regions.size() < 2) govern_one_more();
    const Built before = build(yaml::write_yaml(root));
    govern_one_more();
    const Built after = build(yaml::write_yaml(root), before.compiled ? before.lock() : "");
    if (!before.compiled || !after.compiled) {
      std::printf("%s does not build with a region more\n%s%s", name.c_str(), before.said.c_str(), after.said.c_str());
      fine = false;
      continue;
    }
    regions.emplace_back("us-east-1");  // named beside the governed ones, for what AWS tells there alone
    std::set<std::string> known;
    for (const auto& [path, bytes] : before.files()) {
      if (is_template(path)) known.insert(without_regions(bytes, regions));
    }
    const auto old_files = before.files();
    for (const auto& [path, bytes] : after.files()) {
      if (!is_template(path)) continue;
      const std::string text = without_regions(bytes, regions);
      const auto old = old_files.find(path);
      const bool same = old == old_files.end() ? known.contains(text) : without_regions(old->second, regions) == text;
      if (same) continue;
      std::printf("%s: %s changes with a region more, and not in region lists alone\n", name.c_str(), path.c_str());
      fine = false;
    }
    if (!only_adds_lines(before.lock(), after.lock())) {
      std::printf("%s: a region more changes what the lock holds\n", name.c_str());
      fine = false;
    }
  }
  return fine;
}

bool a_second_build_changes_nothing() {
  bool fine = true;
  for (const std::string& name : kExamples) {
    const std::string text = test::read_file(kFolder / name);
    const Built first = build(text);
    const Built second = first.compiled ? build(text, first.lock()) : Built();
    if (second.compiled && second.files() == first.files() && !second.compiled->lock_text) continue;
    std::printf("a second build of %s differs\n%s%s", name.c_str(), first.said.c_str(), second.said.c_str());
    fine = false;
  }
  return fine;
}

// A line less is a fault with words or a smaller output; the sanitizers see to the rest. Most faults are found before
// there is a plan, so that one line in eight goes the whole way.
bool any_line_can_go() {
  constexpr std::size_t kWhole = 8;
  bool fine = true;
  for (const std::string& name : kExamples) {
    const std::string text = test::read_file(kFolder / name);
    const auto lines = base::split(text, '\n');
    for (std::size_t gone = 0; gone < lines.size(); ++gone) {
      std::string rest;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i != gone) rest += cat(lines[i], "\n");
      }
      const Built built = build(rest, {}, gone % kWhole == 0 ? cli::Until::everything : cli::Until::resolved);
      if (built.compiled || built.said.find("error[") != std::string::npos) continue;
      std::printf("%s without line %zu gives neither files nor an error\n", name.c_str(), gone + 1);
      fine = false;
    }
  }
  return fine;
}

}  // namespace
}  // namespace landform

int main() {
  // Whole compilations under sanitizers: a few of each are many lines of code. RC_PARAMS asks for more.
  setenv("RC_PARAMS", "max_success=8", 0);
  bool fine = landform::key_order_says_nothing();
  fine = landform::another_account_changes_only_its_own() && fine;
  fine = landform::a_second_build_changes_nothing() && fine;
  fine = landform::another_region_changes_no_template() && fine;
  fine = landform::any_line_can_go() && fine;
  return fine ? 0 : 1;
}
