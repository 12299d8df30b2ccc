// What an evaluated template turned out to hold, for documents: by control and type how many resources, and the saved
// queries. Small however large the template is, because the trees do not outlive their texts.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "verify/index.h"

namespace landform::emit {

// Resources of one type that say in Metadata.landform.controls that they meet a control.
struct ControlledResources {
  std::string control;
  std::string type;
  std::size_t count = 0;
  std::string first;                    // logical id of the first in the template
  std::vector<std::string> guardrails;  // of Metadata.landform.guardrails, for organization policies: sorted, unique
};

struct SavedQuery {
  std::string name, description, query;
};

struct TemplateFacts {
  std::vector<ControlledResources> controlled;  // by control, then type
  std::map<std::string, std::size_t> types;     // all resources: type -> how many
  std::vector<SavedQuery> queries;              // AWS::Athena::NamedQuery, by name; ${AWS::Region} stays
};

TemplateFacts template_facts(const verify::Index& index);

}  // namespace landform::emit
