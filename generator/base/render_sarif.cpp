#include "base/render_sarif.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/located.h"
#include "base/slugs.h"
#include "base/text.h"

namespace landform::base {
namespace {

using Json = nlohmann::ordered_json;

// SARIF's words happen to be ours.
std::string_view level_for(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

// A path as a URI reference (RFC 3986): what may not stand in one is written %XX.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += cat('%', kDigits[byte >> 4U], kDigits[byte & 0xFU]);
    }
  }
  return out;
}

class SarifRenderer {
 public:
  SarifRenderer(const SourceMap& sources, const SarifOptions& options)
      : sources_(sources), options_(options), columns_(sources) {}

  Json log(const std::vector<Diagnostic>& diagnostics) {
    Json results = Json::array();
    for (const Diagnostic& diagnostic : diagnostics) results.push_back(result(diagnostic));
    Json driver = {{"name", "landform"}};
    if (!options_.version.empty()) driver["version"] = options_.version;
    driver["rules"] = rules();
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", Json::array({Json{{"tool", {{"driver", std::move(driver)}}},
                                       {"columnKind", "unicodeCodePoints"},
                                       {"results", std::move(results)}}})}};
  }

 private:
  Json rules() const {
    Json rules = Json::array();
    for (const SlugInfo& info : all_slugs()) {
      Json rule = {{"id", info.slug}, {"shortDescription", {{"text", info.summary}}}};
      if (!options_.help_base_uri.empty()) rule["helpUri"] = cat(options_.help_base_uri, info.slug, ".md");
      Json help = {{"text", cat("landform explain ", info.slug)}};
      if (options_.page) {
        if (const std::string_view page = options_.page(info.slug); !page.empty()) {
          help = {{"text", page}, {"markdown", page}};
        }
      }
      rule["help"] = std::move(help);
      rule["defaultConfiguration"] = {{"level", level_for(info.severity)}};
      rules.push_back(std::move(rule));
    }
    return rules;
  }

  Json physical_location(Span span) {
    const Location location = locate(sources_, span);
    return {{"artifactLocation", {{"uri", uri_of(sources_.file(span.file).path)}}},
            {"region",
             {{"startLine", location.begin.line},
              {"startColumn", columns_(span.file, location.begin)},
              {"endLine", location.end.line},
              {"endColumn", columns_(span.file, location.end)},
              {"byteOffset", span.begin},
              {"byteLength", span.end - span.begin}}}};
  }

  Json result(const Diagnostic& diagnostic) {
    Json result = {{"ruleId", diagnostic.slug}};
    if (const SlugInfo* info = find_slug(diagnostic.slug)) result["ruleIndex"] = info - all_slugs().data();
    result["level"] = level_for(diagnostic.severity);
    // Viewers show the message and little else: what the text shows below the source line belongs to it.
    std::string text = diagnostic.message;
    if (!diagnostic.primary.text.empty()) text += cat("\n", diagnostic.primary.text);
    for (const std::string& note : diagnostic.notes) text += cat("\nnote: ", note);
    for (const std::string& help : diagnostic.helps) text += cat("\nhelp: ", help);
    result["message"] = {{"text", std::move(text)}};
    if (const Span span = clamped(sources_, diagnostic.primary.span); span.known()) {
      result["locations"] = Json::array({Json{{"physicalLocation", physical_location(span)}}});
    }
    Json related = Json::array();
    for (const Label& label : diagnostic.secondary) {
      const Span span = clamped(sources_, label.span);
      if (!span.known()) continue;
      Json one = {{"id", related.size()}, {"physicalLocation", physical_location(span)}};
      if (!label.text.empty()) one["message"] = {{"text", label.text}};
      related.push_back(std::move(one));
    }
    if (!related.empty()) result["relatedLocations"] = std::move(related);
    return result;
  }

  const SourceMap& sources_;
  const SarifOptions& options_;
  CharacterColumns columns_;
};

}  // namespace

std::string render_sarif(const SourceMap& sources, const Diagnostics& diagnostics, const SarifOptions& options) {
  const Json log = SarifRenderer(sources, options).log(diagnostics.sorted(sources));
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace landform::base
