// The index of the documents for the customer's wiki, and the meetings at which they are used.
#include <array>
#include <string_view>
#include <utility>

#include "emit/documents/data.h"
#include "emit/documents/network_map.h"

namespace landform::emit::documents {
namespace {

struct ShelfTitle {
  Shelf shelf;
  std::string_view title;
};

constexpr std::array kShelves{
    ShelfTitle{Shelf::deployment, "Deploying and handing over"},
    ShelfTitle{Shelf::people, "For the people who work in AWS"},
    ShelfTitle{Shelf::operation, "Operation and security"},
    ShelfTitle{Shelf::record, "What is configured, and why"},
};

}  // namespace

Node knowledge_index(const DocumentInput& input) {
  Node data = document_data(input, "Knowledge index");
  Node shelves = yaml::sequence();
  for (const ShelfTitle& each : kShelves) {
    Node rows = yaml::sequence();
    for (const Document* document : input.documents) {
      if (document->shelf != each.shelf) continue;
      Node& row = add_row(rows, 3);
      row.add("document", text(markdown::link(document->title, cat(document->name, ".md"))));
      row.add("tells", text(document->tells));
      row.add("reader", text(document->reader));
    }
    if (rows.items.empty()) continue;
    Node& shelf = add_row(shelves, 2);
    shelf.add("shelf", text(each.title));
    shelf.add("rows", std::move(rows));
  }
  data.add("shelves", std::move(shelves));
  data.add("has_map", yaml::boolean(has_network_map(input.organization)));
  return data;
}

}  // namespace landform::emit::documents
