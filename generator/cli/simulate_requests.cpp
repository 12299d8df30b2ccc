#include "cli/simulate_requests.h"

#include <string_view>
#include <utility>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "base/text.h"
#include "cli/report.h"
#include "policy/simulation.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace landform::cli {
namespace {

using yaml::Node;

// What is written at once: neither each line by itself nor all of them in memory.
constexpr std::size_t kChunk = 1U << 16;

struct GivenAnswer {
  Node node;
  bool fault = false;
};

GivenAnswer refusal(std::size_t line, std::string reason) {
  Node node = yaml::mapping();
  node.add("line", yaml::integer(static_cast<std::int64_t>(line)));
  node.add("error", yaml::string(std::move(reason)));
  return {std::move(node), true};
}

GivenAnswer answer(std::string_view line, std::size_t number) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto node = yaml::read(sources, sources.add("request", std::string(line)), {}, diagnostics);
  if (!node) return refusal(number, diagnostics.sorted(sources).front().message);
  const auto simulation = policy::read_simulation(*node);
  if (!simulation) return refusal(number, simulation.error().reason);
  const policy::Verdict verdict = policy::evaluate(simulation.value().policies, simulation.value().request);
  return {policy::write_verdict(simulation.value(), verdict), false};
}

}  // namespace

Exit simulate_requests(World& world, const std::string& path) {
  if (path != "-" && !is_file(world, path)) return Exit::environment;
  auto text = path == "-" ? world.read_input() : world.disk.read(path);
  if (!text) return disk_trouble(world, "read the requests", text.error());
  Exit exit = Exit::ok;
  std::string out;
  std::size_t number = 0;
  for (std::string_view rest = text.value(); !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = base::trim(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    ++number;
    if (line.empty()) continue;
    const GivenAnswer given = answer(line, number);
    if (given.fault) exit = Exit::faults;
    out += yaml::write_json(given.node, yaml::JsonLayout::minified);
    out += '\n';
    if (out.size() < kChunk) continue;
    world.out(out);
    out.clear();
  }
  world.out(out);
  return exit;
}

}  // namespace landform::cli
