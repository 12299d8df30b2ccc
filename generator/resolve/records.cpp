#include "resolve/records.h"

#include <algorithm>
#include <utility>

#include "aws/controls.h"
#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/blueprint.h"

namespace landform::resolve {
namespace {

using base::cat;

std::vector<TagKey> tag_keys(const blueprint::Tagging& written) {
  std::vector<TagKey> keys;
  for (const auto& item : written.keys) {
    TagKey key;
    key.name = item.name;
    for (const auto& value : item->values) key.values.push_back(*value);
    key.required = *item->required;
    key.cost_allocation = *item->cost_allocation;
    for (const auto& kind : item->enforced_for) key.enforced_for.push_back(*kind);
    std::sort(key.enforced_for.begin(), key.enforced_for.end());
    key.description = *item->description;
    keys.push_back(std::move(key));
  }
  std::sort(keys.begin(), keys.end(), [](const TagKey& a, const TagKey& b) { return a.name < b.name; });
  return keys;
}

template <class Word>
std::string word_for(const Word& value) {
  return std::string(blueprint::words_of(value)[static_cast<std::size_t>(value)].word);
}

ContactRecord contact_record(const blueprint::Customer& written) {
  ContactRecord contact;
  if (written.address.written()) {
    const blueprint::Address& address = *written.address;
    std::vector<std::string> parts;
    for (const auto* part : {&address.street, &address.city, &address.state, &address.postal_code, &address.country}) {
      if (part->written()) parts.push_back(**part);
    }
    contact.address = base::join(parts, ", ");
  }
  if (written.phone.written()) contact.phone = *written.phone;
  return contact;
}

IncidentRecord incident_record(const blueprint::IncidentRoles& written) {
  IncidentRecord record{word_for(*written.lead), word_for(*written.communications), {}};
  for (const auto& channel : written.escalation) record.escalation.push_back(word_for(*channel));
  return record;
}

void check_control(const blueprint::Waivers::Item& waiver, base::Diagnostics& diagnostics) {
  if (aws::find_control(waiver.name) != nullptr) return;
  std::vector<std::string_view> known;
  for (const aws::Control& control : aws::all_controls()) known.push_back(control.id);
  base::Diagnostic fault("coverage/unknown-control", waiver.name_span,
                         cat("the catalogue of controls has no `", waiver.name, "`"));
  const auto near = base::near_names(waiver.name, known);
  if (!near.empty()) fault = std::move(fault).help(base::did_you_mean(near));
  diagnostics.add(std::move(fault).note("docs/coverage.md of the out tree lists all controls with their ids"));
}

}  // namespace

Records resolve_records(const blueprint::Blueprint& written, base::Diagnostics& diagnostics) {
  Records records;
  records.contact = contact_record(*written.customer);
  records.incidents = incident_record(*written.incidents->roles);
  records.tag_keys = tag_keys(*written.tagging);
  for (const auto& enforcement : written.tagging->enforce) {
    records.tag_enforcement.push_back(word_for(*enforcement));
  }
  std::sort(records.tag_enforcement.begin(), records.tag_enforcement.end());
  for (const auto& waiver : written.waivers) {
    check_control(waiver, diagnostics);
    records.waivers.push_back({waiver.name, *waiver->reason, *waiver->owner, *waiver->expires, waiver.name_span});
  }
  std::sort(records.waivers.begin(), records.waivers.end(),
            [](const Waiver& a, const Waiver& b) { return a.control < b.control; });
  return records;
}

}  // namespace landform::resolve
