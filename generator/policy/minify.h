// A policy document made smaller without changing what it allows or denies.
#pragma once

#include <cstdint>

#include "yaml/node.h"

namespace landform::policy {

enum class MergeStatements : std::uint8_t { no, yes };

// Lists of one element become the element; equal and covered entries go ("s3:Get*" beside "s3:*", letter case ignored
// for actions; covered resources, account ids beside their root's ARN are left alone); keys stand in the order Version,
// Id, Statement and Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition. What is
// no policy, or not understood, stays as it is. With `merge`, neighbouring statements that have no Sid and differ in
// Action only, or in Resource only, become one; statements that are equal up to their Sid's absence stand once.
// Spans and causes stay. Doing it twice changes nothing more.
yaml::Node minify(yaml::Node document, MergeStatements merge = MergeStatements::no);
// The same for one statement.
yaml::Node minify_statement(yaml::Node statement);

}  // namespace landform::policy
