// Statements cut into documents that are not too long. Documents attached to one target together say what the one did:
// a request is denied when any denies, allowed when any allows.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"
#include "yaml/node.h"

namespace landform::policy {

struct Piece {
  yaml::Nodes statements;
  std::size_t characters =
      0;  // of the whole document {"Version":"2012-10-17","Statement":...}, organization_characters
};

// A statement that no cut makes short enough.
struct SplitFault {
  std::size_t statement = 0;   // its place in the list given
  std::size_t characters = 0;  // of a document with the shortest part of it alone
};

// Fills one piece after the other in the order given; a statement goes whole where it fits. One that is longer than a
// piece by itself is cut: its Action list first, then its Resource list; its parts get the Sid with 1, 2, ... behind it
// (numbers that make another's Sid are left out). The pieces depend only on the statements and their order. No
// statement: no piece.
base::Result<std::vector<Piece>, SplitFault> split(std::span<const yaml::Node> statements, std::size_t limit);

// {"Version": "2012-10-17", "Statement": [...]}; one statement stands without a list.
yaml::Node document_of(yaml::Nodes statements);

}  // namespace landform::policy
