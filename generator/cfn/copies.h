// What becomes a node or an entry in the place where it is to stand, as `children.emplace_back(NewScalar{...})`: a node
// that was made before would be moved there member by member.
#pragma once

#include <string>
#include <string_view>

#include "base/span.h"
#include "yaml/node.h"

namespace landform::cfn {

struct NewScalar {
  const yaml::Node& like;
  base::Span span;
  base::Span cause;

  operator yaml::Node() const { return {like.kind, like.style, like.text, like.tag, span, cause, {}, {}}; }
};

struct NewScalarEntry {
  std::string_view key;
  base::Span key_span;
  NewScalar value;

  operator yaml::Entry() const { return {std::string(key), key_span, value}; }
};

struct NewEntry {
  std::string_view key;
  base::Span key_span;

  operator yaml::Entry() const { return {std::string(key), key_span, {}}; }
};

}  // namespace landform::cfn
