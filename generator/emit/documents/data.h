// What the data functions of documents have in common. Included by emit/documents/*.cpp only; list.cpp names the
// functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "emit/documents/document.h"
#include "emit/documents/markdown.h"
#include "yaml/node.h"

namespace landform::emit::documents {

using base::cat;
using yaml::Node;

// A text for {{name}} or {{{name}}}.
inline Node text(std::string_view value) {
  return yaml::string(std::string(value));
}

// A mapping with what the head of every document says: `title`, `customer` (the name), `slug`.
Node document_data(const DocumentInput& input, std::string_view title);

Node runbook(const DocumentInput& input);
Node root_tasks(const DocumentInput& input);
Node access_matrix(const DocumentInput& input);
Node knowledge_index(const DocumentInput& input);

}  // namespace landform::emit::documents
