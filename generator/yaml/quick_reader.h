// A quick way through plain files: what most blueprints, templates and locks are made of, without a parser behind it.
// First what stands where is listed (quick_scan.h), then nodes are made of the list. yaml-cpp matches regular
// expressions against every byte and costs twenty times as much.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/span.h"
#include "yaml/node.h"

namespace landform::yaml {

// The node that `read_thoroughly` gives without a word, spans and styles included; or nothing, for every text that is
// not certain to be such: then that one knows whether it is sound, and what is wrong with it. Takes JSON, block
// mappings and lists, brackets, comments, the given tags, literal and folded blocks, plain and quoted scalars. Leaves
// anchors, explicit keys, several documents, most scalars that run over empty lines or over lines in quotes or
// brackets, and whatever is a fault or deserves a warning.
std::optional<Node> read_quickly(std::string_view text, base::FileId file, std::span<const std::string_view> tags);

}  // namespace landform::yaml
