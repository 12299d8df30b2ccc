// Nodes to the language as written: the second pass. Raises blueprint/*; everything that is wrong is found in one run.
#pragma once

#include "base/diagnostic.h"
#include "blueprint/blueprint.h"
#include "yaml/node.h"

namespace landform::blueprint {

// `root` is one merged document (layers.h), keys of each mapping unique, and must outlive the result, whose free-form
// parts point into it. Linear in the size of `root`.
Blueprint decode(const yaml::Node& root, base::Diagnostics& diagnostics);

// Fills `object`, a default-constructed struct with the table `fields`, from a mapping. For tests and tools that hold
// one section; `path` names it in messages.
void decode_record(const yaml::Node& node, std::span<const Field> fields, void* object, std::string_view path,
                   base::Diagnostics& diagnostics);

// Puts every default of the table, at any depth, into a default-constructed struct.
void fill_defaults(std::span<const Field> fields, void* object);

}  // namespace landform::blueprint
