// Every law's entry function. A law reads the index and reports; laws do not know each other, and their order
// (list.cpp) decides nothing but the order in which they are told.
#pragma once

#include "base/diagnostic.h"
#include "verify/index.h"

namespace landform::verify {

// Structure.
void law_attributes(const Input& input, base::Diagnostics& diagnostics);
void law_names(const Input& input, base::Diagnostics& diagnostics);
void law_functions(const Input& input, base::Diagnostics& diagnostics);
void law_references(const Input& input, base::Diagnostics& diagnostics);
void law_cycles(const Input& input, base::Diagnostics& diagnostics);
void law_unused(const Input& input, base::Diagnostics& diagnostics);
void law_parameters(const Input& input, base::Diagnostics& diagnostics);
void law_deletion(const Input& input, base::Diagnostics& diagnostics);
void law_outputs(const Input& input, base::Diagnostics& diagnostics);
void law_suppressions(const Input& input, base::Diagnostics& diagnostics);
// Limits.
void law_limits(const Input& input, base::Diagnostics& diagnostics);
void law_tags(const Input& input, base::Diagnostics& diagnostics);
void law_rule_counts(const Input& input, base::Diagnostics& diagnostics);
// Stack sets.
void law_stack_sets(const Input& input, base::Diagnostics& diagnostics);
void law_carried_templates(const Input& input, base::Diagnostics& diagnostics);
// The resource specification.
void law_properties(const Input& input, base::Diagnostics& diagnostics);
void law_get_att(const Input& input, base::Diagnostics& diagnostics);
// Policy documents.
void law_policy_grammar(const Input& input, base::Diagnostics& diagnostics);
void law_policy_principals(const Input& input, base::Diagnostics& diagnostics);
void law_policy_conditions(const Input& input, base::Diagnostics& diagnostics);
void law_policy_actions(const Input& input, base::Diagnostics& diagnostics);
void law_policy_resources(const Input& input, base::Diagnostics& diagnostics);
void law_policy_sizes(const Input& input, base::Diagnostics& diagnostics);
void law_management_policies(const Input& input, base::Diagnostics& diagnostics);
void law_attached_policies(const Input& input, base::Diagnostics& diagnostics);
// Values with their own grammar.
void law_schedules(const Input& input, base::Diagnostics& diagnostics);
void law_durations(const Input& input, base::Diagnostics& diagnostics);
void law_networks(const Input& input, base::Diagnostics& diagnostics);
void law_arns(const Input& input, base::Diagnostics& diagnostics);
void law_regions(const Input& input, base::Diagnostics& diagnostics);
void law_retention(const Input& input, base::Diagnostics& diagnostics);
void law_backup(const Input& input, base::Diagnostics& diagnostics);
void law_config_rules(const Input& input, base::Diagnostics& diagnostics);
void law_filter_patterns(const Input& input, base::Diagnostics& diagnostics);
void law_event_patterns(const Input& input, base::Diagnostics& diagnostics);
void law_ssm_documents(const Input& input, base::Diagnostics& diagnostics);
void law_dashboards(const Input& input, base::Diagnostics& diagnostics);

}  // namespace landform::verify
