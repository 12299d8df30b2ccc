// What an evaluated template turned out to hold, for documents: by control and type how many resources, and the saved
// queries. Small however large the template is, because the trees do not outlive their texts.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "verify/index.h"

namespace landform::emit {

// Resources of one type that say in Metadata.landform.controls that they meet a control.
struct ControlledResources {
  std::string control;
  std::string type;
  std::size_t count = 0;
  std::vector<std::string> guardrails;  // of Metadata.landform.guardrails, for organization policies: sorted, unique
};

struct SavedQuery {
  std::string name, description, query;
};

struct TemplateFacts {
  std::vector<ControlledResources> controlled;             // by control, then type
  std::vector<std::pair<std::string, std::size_t>> types;  // of all resources, each once, with how many
  std::vector<SavedQuery> queries;                         // AWS::Athena::NamedQuery, by name; ${AWS::Region} stays
};

TemplateFacts template_facts(const verify::Index& index);

}  // namespace landform::emit
