// Which artefacts meet which control. Nothing here is asserted by hand: resources name controls in their Metadata,
// steps and documents in their descriptions, and this puts the three together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aws/controls.h"
#include "base/diagnostic.h"
#include "emit/stacks.h"
#include "plan/step.h"
#include "resolve/organization.h"

namespace landform::emit {

// A document, as far as controls are concerned.
struct MeetingDocument {
  std::string_view name;
  const std::vector<std::string_view>* controls = nullptr;
};

// Views into the plan, the stacks and the table of documents, which outlive it.
struct Artefact {
  enum class Kind : std::uint8_t { resources, commands, manual, document };
  Kind kind = Kind::resources;
  aws::How how = aws::How::deploy;      // what it can stand for in a control's `how`
  std::string_view step;                // the step's name; a document's for Kind::document
  std::string_view file;                // of resources: "stacks/10-organization.yaml"
  std::string_view type;                // of resources
  std::size_t count = 0;                // of resources, in one template
  std::vector<std::string> guardrails;  // of organization policies
};

enum class Met : std::uint8_t {
  fully,   // each kind of artefact that the control expects is there
  partly,  // some are
  waived,  // no artefact, or not all, but a waiver
  not_met,
  needless  // it is about something that this organization does not have
};

struct CoveredControl {
  const aws::Control* control = nullptr;
  Met met = Met::not_met;
  std::vector<Artefact> artefacts;          // in the order of the plan, documents last
  std::vector<aws::How> missing;            // of the kinds that it expects
  const resolve::Waiver* waiver = nullptr;  // of the organization, which outlives this
  std::string_view needless_because;        // of Met::needless
};

// All controls, in the catalogue's order.
std::vector<CoveredControl> coverage(const resolve::Organization& organization, const plan::Plan& plan,
                                     const std::vector<EmittedStack>& stacks,
                                     const std::vector<MeetingDocument>& documents);

// Raises coverage/needless-waiver.
void check_waivers(const std::vector<CoveredControl>& coverage, base::Diagnostics& diagnostics);

// Raises coverage/control-not-met for each control that nothing meets and nobody waived.
void check_controls(const resolve::Organization& organization, const std::vector<CoveredControl>& coverage,
                    base::Diagnostics& diagnostics);

// "deploy", "prevent", "detect", "runbook", "document".
std::string_view word_of(aws::How one);

}  // namespace landform::emit
