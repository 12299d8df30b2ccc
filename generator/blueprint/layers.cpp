#include "blueprint/layers.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "blueprint/final.h"
#include "blueprint/layers_path.h"
#include "blueprint/overlay.h"
#include "yaml/reader.h"

namespace landform::blueprint {

using base::cat;
using base::Diagnostic;

namespace {

// A file on the way down to the one that is being read, and the place that named it.
struct Frame {
  std::string path;
  base::Span named_at;  // unknown for the customer's own file
  LayerKey key = LayerKey::extends;
};

// One file with its includes: its own tree, what it says about layers taken out.
struct Part {
  yaml::Node root;
  std::optional<yaml::Node> extends;
  std::vector<FinalPath> finals;
};

struct Layer {
  yaml::Node root;
  FinalMark marks;
};

class LayerReader {
 public:
  LayerReader(base::SourceMap& sources, const ReadText& read_text, base::Diagnostics& diagnostics)
      : sources_(sources), read_text_(read_text), diagnostics_(diagnostics) {}

  // A file over its bases.
  std::optional<Layer> read_layer(const Frame& frame) {
    std::map<std::string, base::Span> seen;
    chain_.push_back(frame);
    auto layer = read_over_bases(frame, seen);
    chain_.pop_back();
    return layer;
  }

  std::vector<std::string> take_files() { return std::move(files_); }

 private:
  std::optional<Layer> read_over_bases(const Frame& frame, std::map<std::string, base::Span>& seen) {
    auto part = read_part(frame, seen);
    if (!part) return std::nullopt;
    Layer layer;
    if (part->extends) {
      auto lower = read_base(frame.path, *part->extends);
      if (!lower) return std::nullopt;
      layer = std::move(*lower);
      same_version(layer.root, part->root);
      lay_over(layer.root, std::move(part->root), layer.marks, sources_, diagnostics_);
    } else {
      layer.root = std::move(part->root);
    }
    add_marks(layer.marks, part->finals, layer.root, diagnostics_);
    return layer;
  }

  std::optional<Layer> read_base(const std::string& naming_file, const yaml::Node& written) {
    if (!written.is_string()) {
      diagnostics_.add(Diagnostic("overlay/layer-key", written.span, "`extends` wants the path of one file")
                           .help(written.is_sequence()
                                     ? "name one base here and let that base extend the next"
                                     : "write a path relative to the folder of this file: `extends: ../house.yaml`"));
      return std::nullopt;
    }
    auto path = named_path(naming_file, written, LayerKey::extends, diagnostics_);
    if (!path) return std::nullopt;
    const Frame frame{std::move(*path), written.span, LayerKey::extends};
    return may_descend(frame) ? read_layer(frame) : std::nullopt;
  }

  // A file and its includes. `seen`: the parts of this layer and where each was named.
  std::optional<Part> read_part(const Frame& frame, std::map<std::string, base::Span>& seen) {
    seen.emplace(normal_path(frame.path), frame.named_at);
    auto root = read_file(frame);
    if (!root) return std::nullopt;
    Part part;
    if (auto extends = take(*root, "extends")) part.extends = std::move(extends->value);
    if (const auto final = take(*root, "final")) part.finals = read_final(final->value, diagnostics_);
    const auto include = take(*root, "include");
    part.root = std::move(*root);
    if (include) add_includes(part, frame.path, include->value, seen);
    return part;
  }

  void add_includes(Part& whole, const std::string& naming_file, const yaml::Node& list,
                    std::map<std::string, base::Span>& seen) {
    if (!list.is_sequence()) {
      diagnostics_.add(
          Diagnostic("overlay/layer-key", list.span, "`include` wants a list of paths")
              .help(list.is_string()
                        ? cat("write `include: [", list.text, "]`")
                        : "write paths relative to the folder of this file: `include: [parts/network.yaml]`"));
      return;
    }
    for (const yaml::Node& item : list.items) {
      if (auto part = read_include(naming_file, item, seen)) {
        same_version(whole.root, part->root);
        // Parts may all say the version, so that an editor can check each alone; one of them is enough.
        if (whole.root.entry("landform")) part->root.erase("landform");
        add_part(whole.root, std::move(part->root), diagnostics_);
        whole.finals.insert(whole.finals.end(), part->finals.begin(), part->finals.end());
      }
    }
  }

  std::optional<Part> read_include(const std::string& naming_file, const yaml::Node& written,
                                   std::map<std::string, base::Span>& seen) {
    if (!written.is_string()) {
      diagnostics_.add(
          Diagnostic("overlay/layer-key", written.span, "an entry of `include` is no text; it wants a path")
              .help("write a path relative to the folder of this file: `include: [parts/network.yaml]`"));
      return std::nullopt;
    }
    auto path = named_path(naming_file, written, LayerKey::include, diagnostics_);
    if (!path) return std::nullopt;
    const Frame frame{std::move(*path), written.span, LayerKey::include};
    if (!may_descend(frame)) return std::nullopt;
    if (const auto first = seen.find(frame.path); first != seen.end()) {
      diagnostics_.add(Diagnostic("overlay/included-twice", written.span,
                                  cat('`', frame.path, "` is included a second time; a part belongs to one place"))
                           .also(first->second, "included first here")
                           .help("remove this entry"));
      return std::nullopt;
    }
    chain_.push_back(frame);
    auto part = read_part(frame, seen);
    chain_.pop_back();
    if (part && part->extends) {
      diagnostics_.add(
          Diagnostic("overlay/extends-in-include", part->extends->span,
                     cat('`', frame.path, "` is included as a part, so it cannot extend a file of its own"))
              .also(written.span, "included here")
              .help("move `extends` to the file that includes the parts"));
    }
    return part;
  }

  // Refuses cycles, chains that are too long and too many files.
  bool may_descend(const Frame& frame) {
    const auto same = std::find_if(chain_.begin(), chain_.end(),
                                   [&](const Frame& above) { return normal_path(above.path) == frame.path; });
    if (same != chain_.end()) {
      report_cycle(frame, static_cast<std::size_t>(same - chain_.begin()));
      return false;
    }
    if (chain_.size() >= kMaxLayerDepth) {
      diagnostics_.add(Diagnostic("overlay/too-deep", frame.named_at,
                                  cat('`', frame.path, "` is file ", chain_.size() + 1,
                                      " of a chain of `extends` and `include`; a chain has at most ", kMaxLayerDepth))
                           .note(chain_text(0))
                           .help("join some of the files; a folder that links to itself makes endless chains, too"));
      return false;
    }
    return true;
  }

  // "a.yaml extends b.yaml includes c.yaml", from a frame on.
  [[nodiscard]] std::string chain_text(std::size_t from) const {
    std::string text = chain_[from].path;
    for (std::size_t i = from + 1; i < chain_.size(); ++i) text += link_text(chain_[i]);
    return text;
  }

  static std::string link_text(const Frame& frame) {
    return cat(frame.key == LayerKey::extends ? " extends " : " includes ", frame.path);
  }

  void report_cycle(const Frame& frame, std::size_t from) {
    Diagnostic diagnostic("overlay/cycle", frame.named_at,
                          from + 1 == chain_.size() ? cat('`', frame.path, "` ", name_of(frame.key),
                                                          frame.key == LayerKey::extends ? "" : "s", " itself")
                                                    : cat('`', frame.path, "` comes back to itself over ",
                                                          base::count_of(chain_.size() - from - 1, "other file")));
    for (std::size_t i = from + 1; i < chain_.size(); ++i) {
      diagnostic.secondary.push_back({chain_[i].named_at, cat("names `", chain_[i].path, '`')});
    }
    diagnostics_.add(std::move(diagnostic)
                         .label("the circle closes here")
                         .note(cat(chain_text(from), link_text(frame)))
                         .help("remove one of these links; what both files need belongs in a third that both extend"));
  }

  // Null roots count as empty mappings in files that others name, so that a part may be all comments.
  std::optional<yaml::Node> read_file(const Frame& frame) {
    if (files_.size() >= kMaxLayerFiles) {
      if (!full_) {
        diagnostics_.add(Diagnostic("overlay/too-many-files", frame.named_at,
                                    cat("`", frame.path, "` is file ", files_.size() + 1,
                                        " of this blueprint; it may have at most ", kMaxLayerFiles))
                             .help("join some of the parts"));
      }
      full_ = true;
      return std::nullopt;
    }
    auto text = read_text_(frame.path);
    if (!text) {
      report_unreadable(frame, text.error());
      return std::nullopt;
    }
    files_.push_back(frame.path);
    const base::FileId file = sources_.add(frame.path, std::move(text).value());
    auto root = yaml::read(sources_, file, {}, diagnostics_);
    if (!root || !frame.named_at.known() || root->is_mapping()) return root;
    if (root->is_null()) {
      const base::Span span = root->span;
      root = yaml::mapping();
      root->span = span;
      return root;
    }
    diagnostics_.add(Diagnostic("overlay/not-a-mapping", root->span,
                                cat('`', frame.path, "` holds ", root->is_sequence() ? "a list" : "a single value",
                                    "; a layer of a blueprint is a mapping"))
                         .also(frame.named_at, "named here")
                         .help("start it with a section of the blueprint, like `network:`"));
    return std::nullopt;
  }

  void report_unreadable(const Frame& frame, const base::DiskError& error) {
    const auto what = [&](std::string_view slug, std::string reason) {
      return Diagnostic(slug, frame.named_at, cat('`', frame.path, "` ", reason));
    };
    switch (error.fault) {
      case base::DiskFault::not_found:
        diagnostics_.add(what("overlay/file-not-found", "does not exist")
                             .help("paths are relative to the folder of the file that names them"));
        return;
      case base::DiskFault::not_a_file:
      case base::DiskFault::not_a_directory:
        diagnostics_.add(what("overlay/not-a-file", "is no file that can be read as YAML")
                             .help("name the file itself, not its folder"));
        return;
      default:
        diagnostics_.add(what("overlay/file-not-readable", cat("cannot be read: ", error.reason))
                             .help("check the file's permissions"));
    }
  }

  // Layers of two versions cannot be merged: the same key may mean two things.
  void same_version(const yaml::Node& lower, const yaml::Node& upper) {
    const yaml::Entry* below = lower.entry("landform");
    const yaml::Entry* above = upper.entry("landform");
    if (!below || !above || yaml::same_value(below->value, above->value)) return;
    if (!below->value.is_scalar() || !above->value.is_scalar()) return;  // the decoder says what is wrong with it
    diagnostics_.add(Diagnostic("overlay/different-version", above->value.span,
                                cat("`landform` is ", above->value.text, " here and ", below->value.text,
                                    " in a file that it is merged with"))
                         .also(below->value.span, "and here")
                         .help("bring all files of a blueprint to one version of the language"));
  }

  static std::optional<yaml::Entry> take(yaml::Node& root, std::string_view key) {
    const auto found = std::find_if(root.entries.begin(), root.entries.end(),
                                    [&](const yaml::Entry& entry) { return entry.key == key; });
    if (found == root.entries.end()) return std::nullopt;
    yaml::Entry taken = std::move(*found);
    root.entries.erase(found);
    return taken;
  }

  base::SourceMap& sources_;
  const ReadText& read_text_;
  base::Diagnostics& diagnostics_;
  std::vector<std::string> files_;
  std::vector<Frame> chain_;
  bool full_ = false;
};

}  // namespace

std::optional<Layered> read_layers(base::SourceMap& sources, const std::string& path, const ReadText& read_text,
                                   base::Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.errors();
  LayerReader reader(sources, read_text, diagnostics);
  auto layer = reader.read_layer({path, {}, LayerKey::extends});
  if (!layer || diagnostics.errors() > errors_before) return std::nullopt;
  return Layered{std::move(layer->root), reader.take_files()};
}

}  // namespace landform::blueprint
