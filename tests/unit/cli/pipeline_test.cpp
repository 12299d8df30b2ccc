// The passes together, on a disk in memory: what a customer's blueprint goes through in its life.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/memory_disk.h"
#include "base/render_json.h"
#include "base/text.h"
#include "cli/compile.h"
#include "cli/pages.h"
#include "cli/run.h"
#include "support/golden.h"
#include "yaml/reader.h"

namespace landform::cli {
namespace {

using base::MemoryDisk;

struct Outcome {
  Exit exit = Exit::ok;
  std::string out;
  std::string err;
};

Outcome call(base::Disk& disk, const std::vector<std::string>& words) {
  Outcome outcome;
  World world{disk,
              [] { return base::Result<std::string, base::DiskError>(std::string()); },
              [&](std::string_view text) { outcome.out += text; },
              [&](std::string_view text) { outcome.err += text; },
              false,
              100};
  outcome.exit = run(world, words);
  return outcome;
}

std::string starter(const std::string& name) {
  return std::string(find_page(starters::embedded_files(), name + ".yaml"));
}

std::optional<yaml::Node> read_yaml(const std::string& text) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  return yaml::read(sources, sources.add("text", text), {}, diagnostics);
}

TEST_CASE("a blueprint's life: begin, build, build again, edit by hand, verify, force, change") {
  MemoryDisk disk;
  REQUIRE(call(disk, {"init", "blueprints/acme.yaml", "--starter", "standard"}).exit == Exit::ok);
  const auto first = call(disk, {"build", "blueprints/acme.yaml"});
  REQUIRE_MESSAGE(first.exit == Exit::ok, first.err);
  const auto built = disk.files();
  CHECK(call(disk, {"verify", "out/example"}).exit == Exit::ok);

  const auto again = call(disk, {"build", "blueprints/acme.yaml", "--locked"});
  CHECK_MESSAGE(again.exit == Exit::ok, again.err);
  CHECK(again.out.find("nothing changes") != std::string::npos);
  CHECK(disk.files() == built);

  const std::string trail = "out/example/stacks/32-organization-trail.yaml";
  REQUIRE(disk.kind(trail).ok());
  disk.put_file(trail, "edited");
  CHECK(call(disk, {"verify", "out/example"}).exit == Exit::differences);
  // The build has nothing else to say there: it would bring the generated text back.
  CHECK(call(disk, {"build", "blueprints/acme.yaml"}).exit == Exit::environment);
  CHECK(disk.read(trail).value() == "edited");
  CHECK(call(disk, {"build", "blueprints/acme.yaml", "--force"}).exit == Exit::ok);
  CHECK(disk.files() == built);

  disk.put_file("blueprints/acme.yaml", base::replace_all(starter("standard"), "shop: {tags: {Project: shop}}",
                                                          "shop: {}\n            billing: {}"));
  const auto locked = call(disk, {"build", "blueprints/acme.yaml", "--locked"});
  CHECK(locked.exit == Exit::faults);
  CHECK(locked.err.find("lock/would-change") != std::string::npos);
  const auto changed = call(disk, {"build", "blueprints/acme.yaml"});
  CHECK_MESSAGE(changed.exit == Exit::ok, changed.err);
  // One account more touches nobody else's stack.
  CHECK(disk.read(trail).value() == built.at(trail));
  CHECK(call(disk, {"verify", "out/example", "--strict"}).exit == Exit::ok);
}

TEST_CASE("a blueprint gives the same bytes wherever it lies") {
  const auto compile_at = [](const std::string& path) {
    MemoryDisk disk;
    disk.put_file(path, starter("standard"));
    base::SourceMap sources;
    base::Diagnostics diagnostics;
    auto compiled = compile(
        sources, [&](const std::string& name) { return disk.read(name); }, {path, default_lock_path(path), ""},
        diagnostics);
    REQUIRE(compiled);
    std::map<std::string, std::string> texts;
    for (auto& file : compiled->files) texts.emplace(file.path, std::move(file.bytes));
    return texts;
  };
  const auto here = compile_at("acme.yaml");
  CHECK(here == compile_at("blueprints/acme.yaml"));
  CHECK(here == compile_at("/srv/customers/acme/acme.yaml"));
}

struct Built {
  std::map<std::string, std::string> files;
  std::string said;
  std::string lock;

  friend bool operator==(const Built&, const Built&) = default;
};

// An example of the blueprints folder, with `wanted` in all templates changed to `instead`.
Built build_example(const std::string& name, std::size_t threads, std::string_view wanted = "-",
                    std::string_view instead = "-") {
  const std::filesystem::path root = LANDFORM_SOURCE_DIR;
  const auto read = [&](const std::string& path) -> base::Result<std::string, base::DiskError> {
    const bool is_template = path.starts_with("own/");
    const auto file = is_template ? root / "templates" / path.substr(4) : root / "blueprints" / path;
    if (!std::filesystem::is_regular_file(file) || path.ends_with(".lock.yaml")) {
      return base::DiskError{base::DiskFault::not_found, path, "not there"};
    }
    return is_template ? base::replace_all(test::read_file(file), wanted, instead) : test::read_file(file);
  };
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto compiled = compile(sources, read, {name, default_lock_path(name), "own", threads}, diagnostics);
  Built built;
  built.said = base::render_json(sources, diagnostics);
  if (!compiled) return built;
  built.lock = compiled->lock_text.value_or("");
  for (const auto& file : compiled->files) built.files.emplace(file.path, base::cat(file.sha256, '\n', file.bytes));
  return built;
}

// Sixty guardrails on one unit, each about three hundred characters long; `count` of them.
std::string many_guardrails(int count) {
  std::string text = starter("minimal") + "guardrails:\n";
  for (int i = 0; i < count; ++i) {
    text += base::cat("  own-", i, ":\n    kind: service-control\n    attach: [Production]\n    exempt: [deployer-", i,
                      "]\n    statements:\n");
    for (int statement = 0; statement < 2; ++statement) {
      text += base::cat("      - {sid: Own", statement,
                        ", effect: Deny, actions: [\"s3:DeleteBucket\", \"s3:PutBucketPolicy\"], resources: "
                        "[\"arn:aws:s3:::customer-bucket-",
                        i, "\"]}\n");
    }
  }
  return text;
}

TEST_CASE("sixty guardrails fit on a unit, one more changes one document and one template, and goes without a trace") {
  MemoryDisk disk;
  disk.put_file("b.yaml", many_guardrails(60));
  const auto first = call(disk, {"build", "b.yaml"});
  REQUIRE_MESSAGE(first.exit == Exit::ok, first.err);
  const auto before = disk.files();
  disk.put_file("b.yaml", many_guardrails(61));
  REQUIRE(call(disk, {"build", "b.yaml"}).exit == Exit::ok);
  std::set<std::string> policies;
  std::set<std::string> stacks;
  std::set<std::string> others;
  for (const auto& [path, text] : disk.files()) {
    const auto old = before.find(path);
    if (old != before.end() && old->second == text) continue;
    // What people read about the guardrails, and the script that carries the hashes, follow.
    const bool record = path.find("/docs/") != std::string::npos || path.find("/report/") != std::string::npos ||
                        path.ends_with("/deploy.sh");
    if (record) continue;
    const bool policy = path.find("/policies/") != std::string::npos;
    (policy ? policies : path.find("/stacks/") != std::string::npos ? stacks : others).insert(path);
  }
  CHECK(policies.size() == 1);
  CHECK(stacks == std::set<std::string>{"out/example/stacks/20-policies-1.yaml"});
  CHECK(others == std::set<std::string>{"b.lock.yaml", "b.yaml", "out/example/manifest.json"});
  disk.put_file("b.yaml", many_guardrails(60));
  REQUIRE(call(disk, {"build", "b.yaml"}).exit == Exit::ok);
  for (const auto& [path, text] : disk.files()) {
    if (path == "b.lock.yaml") continue;  // the place of the one that went is kept
    CHECK_MESSAGE((before.contains(path) && before.at(path) == text), path);
  }
}

TEST_CASE("any number of threads gives the same bytes and the same words") {
  for (const std::string name : {"acme.yaml", "minimal.yaml", "northwind.yaml"}) {
    INFO(name);
    const Built alone = build_example(name, 1);
    REQUIRE_MESSAGE(!alone.files.empty(), alone.said);
    for (const std::size_t threads : {2, 4, 8}) CHECK((build_example(name, threads) == alone));
  }
}

TEST_CASE("any number of threads finds the same faults, in evaluating and in verifying") {
  const auto check = [](std::string_view wanted, std::string_view instead, std::string_view slug) {
    const Built alone = build_example("acme.yaml", 1, wanted, instead);
    CHECK(alone.files.empty());
    CHECK_MESSAGE(alone.said.find(slug) != std::string::npos, alone.said);
    for (const std::size_t threads : {2, 4, 8}) {
      CHECK(build_example("acme.yaml", threads, wanted, instead).said == alone.said);
    }
  };
  check("Name: !Sub \"/landform", "Nam: !Sub \"/landform", "verify/");
  check("!Ref Slug", "!FindInMap [Values, Slug, None]", "cfn/");
}

TEST_CASE("a blueprint with any one line missing gives files or faults, never anything else") {
  const std::string whole = starter("standard");
  const auto lines = base::split(whole, '\n');
  for (std::size_t left_out = 0; left_out < lines.size(); ++left_out) {
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i != left_out) text += base::cat(lines[i], '\n');
    }
    MemoryDisk disk;
    disk.put_file("b.yaml", text);
    const auto outcome = call(disk, {"check", "b.yaml"});
    INFO("without line ", left_out + 1, ": ", std::string(lines[left_out]), "\n", outcome.err);
    CHECK((outcome.exit == Exit::ok || outcome.exit == Exit::faults));
    if (outcome.exit == Exit::faults) CHECK(outcome.err.find("error[") != std::string::npos);
  }
}

// Every key of the manifest, wherever it stands; below `tags` stand the customer's own.
void collect_keys(const yaml::Node& node, std::set<std::string>& keys) {
  for (const auto& entry : node.entries) {
    keys.insert(entry.key);
    if (entry.key != "tags") collect_keys(entry.value, keys);
  }
  for (const auto& item : node.items) collect_keys(item, keys);
}

// The names of properties that the schema knows.
void collect_properties(const yaml::Node& node, std::set<std::string>& names) {
  for (const auto& entry : node.entries) {
    if (entry.key == "properties") {
      for (const auto& property : entry.value.entries) names.insert(property.key);
    }
    collect_properties(entry.value, names);
  }
  for (const auto& item : node.items) collect_properties(item, names);
}

TEST_CASE("the manifest's schema knows every key of a manifest") {
  MemoryDisk disk;
  disk.put_file("b.yaml", starter("standard"));
  REQUIRE(call(disk, {"build", "b.yaml"}).exit == Exit::ok);
  const auto manifest = read_yaml(disk.read("out/example/manifest.json").value());
  const auto schema = read_yaml(call(disk, {"schema", "--manifest"}).out);
  REQUIRE(manifest);
  REQUIRE(schema);
  std::set<std::string> keys;
  std::set<std::string> names;
  collect_keys(*manifest, keys);
  collect_properties(*schema, names);
  CHECK(keys.count("sha256") == 1);
  for (const auto& key : keys) {
    if (key.find("::") != std::string::npos) continue;  // `holds` goes by resource type
    CHECK_MESSAGE(names.count(key) == 1, key);
  }
}

TEST_CASE("the manifest's hashes are those of the files") {
  MemoryDisk disk;
  disk.put_file("b.yaml", starter("minimal"));
  REQUIRE(call(disk, {"build", "b.yaml", "--out", "tree"}).exit == Exit::ok);
  for (const auto& [path, bytes] : disk.files()) {
    if (!path.starts_with("tree/") || path == "tree/manifest.json") continue;
    disk.put_file(path, bytes + " ");
    const auto outcome = call(disk, {"verify", "tree"});
    CHECK(outcome.exit == Exit::differences);
    CHECK(outcome.out.find(path.substr(5)) != std::string::npos);
    disk.put_file(path, bytes);
  }
  CHECK(call(disk, {"verify", "tree"}).exit == Exit::ok);
}

TEST_CASE("a report as SARIF is one JSON document with every fault in it") {
  MemoryDisk disk;
  disk.put_file("b.yaml", "landform: 1\ncustomer: {name: A, slug: a, mailbox: {}}\n");
  const auto outcome = call(disk, {"check", "b.yaml", "--format", "sarif"});
  CHECK(outcome.exit == Exit::faults);
  CHECK(outcome.err.empty());
  const auto log = read_yaml(outcome.out);
  REQUIRE(log);
  REQUIRE(log->find("runs")->items.size() == 1);
  const auto& run = log->find("runs")->items[0];
  CHECK(run.find("results")->items.size() >= 3);
}

TEST_CASE("trouble with the disk is told as such, and the blueprint is not blamed") {
  MemoryDisk disk;
  disk.put_file("b.yaml", starter("minimal"));
  disk.fail({1, base::DiskFault::permission, MemoryDisk::Trace::nothing, MemoryDisk::After::stays_broken});
  const auto outcome = call(disk, {"build", "b.yaml"});
  CHECK(outcome.exit == Exit::environment);
  CHECK(outcome.err.find("emit/disk-failed") != std::string::npos);
}

}  // namespace
}  // namespace landform::cli
