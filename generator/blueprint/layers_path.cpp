#include "blueprint/layers_path.h"

#include <algorithm>
#include <vector>

#include "base/diagnostic.h"
#include "base/text.h"

namespace landform::blueprint {

using base::cat;
using base::Diagnostic;

std::string_view name_of(LayerKey key) {
  return key == LayerKey::extends ? "extends" : "include";
}

std::string normal_path(std::string_view path) {
  const bool absolute = path.starts_with('/');
  std::vector<std::string> parts;
  for (const std::string_view part : base::split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (part != ".." || !absolute) {
      parts.emplace_back(part);
    }
  }
  std::string joined = base::join(parts, "/");
  if (absolute) return cat('/', joined);
  return joined.empty() ? "." : joined;
}

namespace {

std::string_view folder_of(std::string_view file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : file.substr(0, slash + 1);
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string_view example_of(LayerKey key) {
  return key == LayerKey::extends ? ": ../house.yaml`" : ": [parts/network.yaml]`";
}

// Why `text` is no path of this language; empty when it is one.
std::string path_fault(std::string_view text) {
  if (base::trim(text).empty()) return "is empty";
  if (has_control_character(text)) return "holds a control character";
  if (text.find("://") != std::string_view::npos) return "is a URL; landform opens no socket";
  if (text.find('\\') != std::string_view::npos) return "holds a backslash; folders are separated by `/`";
  if (text.starts_with('~')) return "starts with `~`, which only a shell replaces";
  return {};
}

}  // namespace

std::optional<std::string> named_path(std::string_view naming_file, const yaml::Node& written, LayerKey key,
                                      base::Diagnostics& diagnostics) {
  const std::string& text = written.text;
  if (const std::string fault = path_fault(text); !fault.empty()) {
    diagnostics.add(
        Diagnostic("overlay/not-a-path", written.span,
                   has_control_character(text)
                       ? cat("a path under `", name_of(key), "` ", fault, "; it wants the path of a file")
                       : cat("`", name_of(key), "` wants the path of a file; `", text, "` ", fault))
            .help(cat("name a file relative to the folder of this one, like `", name_of(key), example_of(key))));
    return std::nullopt;
  }
  if (text.starts_with('/')) {
    diagnostics.add(
        Diagnostic("overlay/absolute-path", written.span,
                   cat("`", name_of(key), "` names `", text,
                       "` from the root of this machine's disk; it wants a "
                       "path relative to the folder of this file"))
            .note("on another machine the same blueprint would read another file, or none")
            .help(cat("write it relative to the folder of this file, like `", name_of(key), example_of(key))));
    return std::nullopt;
  }
  const std::string inside = normal_path(text);
  if (key == LayerKey::include && (inside == ".." || inside.starts_with("../"))) {
    diagnostics.add(Diagnostic("overlay/path-outside", written.span,
                               cat("`include` names `", text,
                                   "`, which lies outside the folder of this file; the parts of "
                                   "a blueprint lie beside it or below it"))
                        .help("move the part beside this file; or, if several blueprints share it, make it a base: "
                              "`extends: ../house.yaml`"));
    return std::nullopt;
  }
  return normal_path(cat(folder_of(naming_file), text));
}

}  // namespace landform::blueprint
