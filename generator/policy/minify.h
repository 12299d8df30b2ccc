// A policy document made smaller without changing what it allows or denies.
#pragma once

#include <cstdint>

#include "yaml/node.h"

namespace landform::policy {

enum class MergeStatements : std::uint8_t { no, yes };

// Lists of one text become the text; equal entries of a list stand once, and actions and resources that another one of
// the list covers go ("s3:Get*" beside "s3:*", letter case ignored for actions; cover.h). Keys stand in the order
// Version, Id, Statement and Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition,
// then others; within a Condition the order stays. What is no policy, or a function, stays as it is. With `merge`,
// neighbouring statements without a Sid that differ in Action only, or in Resource only, become one.
// Spans and causes stay; of merged statements the first one's. Doing it twice changes nothing more.
yaml::Node minify(yaml::Node document, MergeStatements merge = MergeStatements::no);
// The same for one statement.
yaml::Node minify_statement(yaml::Node statement);

}  // namespace landform::policy
