#include "policy/split.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "policy/measure.h"

namespace landform::policy {
namespace {

using yaml::Node;

// The digits behind the Sid of a part; more parts than that of one statement are longer than any limit.
constexpr std::size_t kSuffix = 3;

std::size_t wrapper_characters() {
  return organization_characters(document_of({yaml::mapping()})) - 2;
}

// {"Version":...,"Statement":[a,b]}: brackets and commas beyond the wrapper.
std::size_t document_characters(std::size_t sum, std::size_t count) {
  return wrapper_characters() + sum + (count > 1 ? count + 1 : 0);
}

bool can_be_cut(const Node& statement) {
  const Node* effect = statement.find("Effect");
  return effect != nullptr && effect->is_scalar() && (effect->text == "Deny" || effect->text == "Allow");
}

// The list under `key` in parts, each of which fits. Nothing when there is no list, or one item alone does not fit.
std::optional<yaml::Nodes> cut_list(const Node& statement, const char* key, std::size_t budget) {
  const Node* list = statement.find(key);
  if (list == nullptr || !list->is_sequence() || list->items.size() < 2) return std::nullopt;
  Node shell = statement;
  Node& shell_list = *shell.find(key);
  shell_list.items.clear();
  const std::size_t base = organization_characters(shell);
  yaml::Nodes parts;
  std::size_t size = 0;
  for (const Node& item : list->items) {
    const std::size_t own = organization_characters(item);
    if (parts.empty() || size + 1 + own > budget) {
      parts.push_back(shell);
      size = base;
    } else {
      ++size;
    }
    size += own;
    parts.back().find(key)->items.push_back(item);
  }
  return parts;
}

void unwrap_lists(Node& statement) {
  for (const char* key : {"Action", "Resource"}) {
    Node* list = statement.find(key);
    if (list == nullptr || !list->is_sequence() || list->items.size() != 1 || !list->items.front().is_scalar())
      continue;
    Node item = std::move(list->items.front());
    *list = std::move(item);
  }
}

// Parts that fit, the Action list cut first; the size of the least one that does not where none does.
base::Result<yaml::Nodes, std::size_t> cut(const Node& statement, std::size_t budget) {
  if (organization_characters(statement) <= budget) return yaml::Nodes{statement};
  for (const char* key : {"Action", "Resource"}) {
    auto parts = cut_list(statement, key, budget);
    if (!parts) continue;
    yaml::Nodes all;
    for (Node& part : *parts) {
      unwrap_lists(part);
      auto smaller = cut(part, budget);
      if (!smaller) return smaller.error();
      std::move(smaller.value().begin(), smaller.value().end(), std::back_inserter(all));
    }
    return all;
  }
  return organization_characters(statement);
}

class Splitter {
 public:
  Splitter(std::span<const Node> statements, std::size_t limit) : statements_(statements), limit_(limit) {
    for (const Node& statement : statements) {
      if (const Node* sid = statement.find("Sid")) sids_.insert(sid->text);
    }
  }

  base::Result<std::vector<Piece>, SplitFault> run() {
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      const std::size_t own = organization_characters(statements_[i]);
      if (document_characters(own, 1) <= limit_) {
        place(statements_[i], own);
        continue;
      }
      const std::size_t room = limit_ > wrapper_characters() ? limit_ - wrapper_characters() : 0;
      const std::size_t suffix = statements_[i].find("Sid") != nullptr ? kSuffix : 0;
      if (!can_be_cut(statements_[i]) || room < suffix) return SplitFault{i, document_characters(own, 1)};
      auto parts = cut(statements_[i], room - suffix);
      if (!parts) return SplitFault{i, document_characters(parts.error() + suffix, 1)};
      number(parts.value());
      for (Node& part : parts.value()) {
        const std::size_t size = organization_characters(part);
        if (document_characters(size, 1) > limit_) return SplitFault{i, document_characters(size, 1)};
        place(part, size);
      }
    }
    for (Piece& piece : pieces_) piece.characters = document_characters(piece.characters, piece.statements.size());
    return std::move(pieces_);
  }

 private:
  // `characters` of a piece that is being filled counts its statements only.
  void place(const Node& statement, std::size_t own) {
    const bool fits = !pieces_.empty() && document_characters(pieces_.back().characters + own,
                                                              pieces_.back().statements.size() + 1) <= limit_;
    if (!fits) pieces_.emplace_back();
    pieces_.back().statements.push_back(statement);
    pieces_.back().characters += own;
  }

  void number(yaml::Nodes& parts) {
    std::size_t next = 1;
    for (Node& part : parts) {
      Node* sid = part.find("Sid");
      if (sid == nullptr) continue;
      std::string name = base::cat(sid->text, next++);
      while (!sids_.insert(name).second) name = base::cat(sid->text, next++);
      sid->text = std::move(name);
    }
  }

  std::span<const Node> statements_;
  std::size_t limit_;
  std::set<std::string> sids_;
  std::vector<Piece> pieces_;
};

}  // namespace

Node document_of(yaml::Nodes statements) {
  Node document = yaml::mapping({{"Version", yaml::string("2012-10-17")}});
  if (statements.size() == 1) {
    document.add("Statement", std::move(statements.front()));
  } else {
    document.add("Statement", yaml::sequence(std::move(statements)));
  }
  return document;
}

base::Result<std::vector<Piece>, SplitFault> split(std::span<const Node> statements, std::size_t limit) {
  return Splitter(statements, limit).run();
}

}  // namespace landform::policy
