#include "policy/minify.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/cover.h"

namespace landform::policy {
namespace {

using yaml::Node;

constexpr std::array<std::string_view, 3> kDocumentKeys{"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 9> kStatementKeys{
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"};

// Keys of the table in its order, then the others in theirs.
template <std::size_t N>
void order_keys(Node& node, const std::array<std::string_view, N>& keys) {
  const auto rank = [&](const yaml::Entry& entry) {
    return std::find(keys.begin(), keys.end(), entry.key) - keys.begin();
  };
  std::stable_sort(node.entries.begin(), node.entries.end(),
                   [&](const yaml::Entry& a, const yaml::Entry& b) { return rank(a) < rank(b); });
}

// A text that stands for itself: no function, nothing that a writer would have to explain.
bool is_plain(const Node& node) {
  return node.is_scalar() && !node.is_null() && node.tag.empty();
}

void unwrap_one(Node& list) {
  if (!list.is_sequence() || list.items.size() != 1 || !list.tag.empty()) return;
  if (!is_plain(list.items.front())) return;  // a function in a list gives one text; alone it could give a list
  Node item = std::move(list.items.front());
  list = std::move(item);
}

enum class Covering : std::uint8_t { equal_only, actions, resources };

bool covers(Covering covering, const std::string& wide, const std::string& narrow) {
  return covering == Covering::actions ? action_covers(wide, narrow) : resource_covers(wide, narrow);
}

void remove_equal(Node& list) {
  std::set<std::string, std::less<>> seen;
  erase_if(list.items, [&](const Node& item) { return is_plain(item) && !seen.insert(item.text).second; });
}

// Comparing each with each is for lists as people write them.
constexpr std::size_t kMostCompared = 2000;

// The first of equal ones stays, and what nothing else covers.
void remove_covered(Node& list, Covering covering) {
  if (!list.is_sequence()) return;
  remove_equal(list);
  if (covering == Covering::equal_only || list.items.size() > kMostCompared) return;
  yaml::Nodes kept;
  kept.reserve(list.items.size());
  for (Node& item : list.items) {
    if (!is_plain(item)) {
      kept.push_back(std::move(item));
      continue;
    }
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](const Node& other) {
      return is_plain(other) && covers(covering, other.text, item.text);
    });
    if (covered) continue;
    erase_if(kept, [&](const Node& other) { return is_plain(other) && covers(covering, item.text, other.text); });
    kept.push_back(std::move(item));
  }
  list.items = std::move(kept);
}

void minify_list(Node* list, Covering covering) {
  if (list == nullptr) return;
  remove_covered(*list, covering);
  unwrap_one(*list);
}

void minify_principal(Node* principal) {
  if (principal == nullptr || !principal->is_mapping()) return;
  for (yaml::Entry& entry : principal->entries) minify_list(&entry.value, Covering::equal_only);
}

void minify_conditions(Node& statement) {
  Node* conditions = statement.find("Condition");
  if (conditions == nullptr || !conditions->is_mapping() || !conditions->tag.empty()) return;
  if (conditions->entries.empty()) {
    statement.erase("Condition");
    return;
  }
  for (yaml::Entry& block : conditions->entries) {
    if (!block.value.is_mapping()) continue;
    for (yaml::Entry& entry : block.value.entries) minify_list(&entry.value, Covering::equal_only);
  }
}

// A list of texts, or one text.
bool is_texts(const Node& node) {
  if (is_plain(node)) return true;
  return node.is_sequence() && node.tag.empty() &&
         std::all_of(node.items.begin(), node.items.end(), [](const Node& item) { return !item.is_null(); });
}

bool can_merge(const Node& statement) {
  if (!statement.is_mapping() || statement.find("Sid") != nullptr) return false;
  for (const char* key : {"Effect", "Action", "Resource"}) {
    const Node* value = statement.find(key);
    if (value == nullptr || !is_texts(*value)) return false;
  }
  return true;
}

bool same_but(const Node& a, const Node& b, std::string_view key) {
  if (a.entries.size() != b.entries.size()) return false;
  return std::all_of(a.entries.begin(), a.entries.end(), [&](const yaml::Entry& entry) {
    const Node* other = b.find(entry.key);
    return other != nullptr && (entry.key == key || yaml::same_value(entry.value, *other));
  });
}

void append(Node& list, Node more) {
  if (!list.is_sequence()) {
    Node whole = yaml::sequence({list});
    whole.span = list.span;
    whole.cause = list.cause;
    list = std::move(whole);
  }
  if (more.is_sequence()) {
    std::move(more.items.begin(), more.items.end(), std::back_inserter(list.items));
  } else {
    list.items.push_back(std::move(more));
  }
}

// The second joins the first where they differ in one of the two only. Both are minified.
bool merge_into(Node& first, Node& second) {
  if (!can_merge(first) || !can_merge(second)) return false;
  for (const char* key : {"Action", "Resource"}) {
    if (!same_but(first, second, key)) continue;
    append(*first.find(key), std::move(*second.find(key)));
    first = minify_statement(std::move(first));
    return true;
  }
  return false;
}

}  // namespace

Node minify_statement(Node statement) {
  if (!statement.is_mapping() || !statement.tag.empty()) return statement;
  minify_list(statement.find("Action"), Covering::actions);
  minify_list(statement.find("NotAction"), Covering::actions);
  minify_list(statement.find("Resource"), Covering::resources);
  // A variable without a value makes a NotResource match nothing at all: no entry is too much there.
  minify_list(statement.find("NotResource"), Covering::equal_only);
  minify_principal(statement.find("Principal"));
  minify_principal(statement.find("NotPrincipal"));
  minify_conditions(statement);
  order_keys(statement, kStatementKeys);
  return statement;
}

Node minify(Node document, MergeStatements merge) {
  if (!document.is_mapping() || !document.tag.empty()) return document;
  Node* statements = document.find("Statement");
  if (statements == nullptr) return document;
  if (statements->is_mapping()) {
    *statements = minify_statement(std::move(*statements));
  } else if (statements->is_sequence()) {
    yaml::Nodes kept;
    kept.reserve(statements->items.size());
    for (Node& item : statements->items) {
      Node statement = minify_statement(std::move(item));
      const bool merged = merge == MergeStatements::yes && !kept.empty() && merge_into(kept.back(), statement);
      if (!merged) kept.push_back(std::move(statement));
    }
    statements->items = std::move(kept);
    const bool single = statements->items.size() == 1 && statements->items.front().is_mapping() &&
                        statements->items.front().entries.size() > 1;
    if (single) {
      Node statement = std::move(statements->items.front());
      *statements = std::move(statement);
    }
  }
  order_keys(document, kDocumentKeys);
  return document;
}

}  // namespace landform::policy
