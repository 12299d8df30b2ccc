// Law: Fn::GetAtt, and ${Resource.Attribute} in Fn::Sub, name attributes that the resource's type has.
#include "aws/resource_spec.h"
#include "base/suggest.h"
#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {

void law_get_att(const Input& input, base::Diagnostics& diagnostics) {
  const Index& index = input.index;
  if (index.rewritten == Rewritten::by_macro) return;
  for (const Reference& reference : index.references) {
    if (reference.how != Refers::to_attribute || reference.attribute.empty() || reference.computed) continue;
    if (reference.resource == kNoOwner) continue;
    const Resource& resource = index.resources[reference.resource];
    const auto& type = index.known_type(resource);
    if (!type || aws::accepts_attribute(resource.type, reference.attribute)) continue;
    if (type->find_attribute(reference.attribute)) continue;
    base::Diagnostic fault(
        "verify/unknown-get-att", reference.span(),
        base::cat("`", resource.id, "` (", resource.type, ") has no attribute `", reference.attribute, "`"));
    if (const auto near = type->near_attributes(reference.attribute); !near.empty()) {
      fault.helps.push_back(base::did_you_mean(near));
    } else if (type->properties().find(reference.attribute)) {
      fault.notes.emplace_back("it is a property: what you write there is not given back by Fn::GetAtt");
    }
    diagnostics.add(std::move(fault));
  }
}

}  // namespace landform::verify
