#include "resolve/policy_slots.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "base/text.h"
#include "resolve/guardrail_targets.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

bool is_looked_up(const Organization& organization, const PolicyTarget& target) {
  switch (target.kind) {
    case PolicyTarget::Kind::root:
      return !organization.existing_root_id;
    case PolicyTarget::Kind::unit: {
      const Unit* unit = organization.unit(aws::OuPath(target.name));
      return unit == nullptr || !unit->existing_id;
    }
    case PolicyTarget::Kind::account:
      break;
  }
  if (is_management(target)) return false;  // the stack's own account
  const Account* account = organization.account(target.name);
  return account == nullptr || !account->existing_id;
}

std::size_t look_ups_in(const yaml::Node& node) {
  constexpr std::string_view kLookUp = "{{resolve:";
  std::size_t count = 0;
  for (std::size_t at = node.text.find(kLookUp); at != std::string::npos; at = node.text.find(kLookUp, at + 1)) ++count;
  for (const yaml::Node& item : node.items) count += look_ups_in(item);
  for (const yaml::Entry& entry : node.entries) count += look_ups_in(entry.value);
  return count;
}

std::size_t look_ups_of(const Organization& organization, const OrganizationPolicy& policy) {
  const auto targets = std::count_if(policy.targets.begin(), policy.targets.end(),
                                     [&](const PolicyTarget& target) { return is_looked_up(organization, target); });
  return static_cast<std::size_t>(targets) + look_ups_in(policy.content);
}

struct Stack {
  std::size_t documents = 0;
  std::size_t look_ups = 0;
};

void report_too_many_targets(const OrganizationPolicy& policy, std::size_t look_ups, std::size_t limit,
                             base::Diagnostics& diagnostics) {
  diagnostics.add(Diagnostic("guardrails/too-many-targets", policy.targets.back().span,
                             cat("the policy of guardrail `", policy.guardrails.front(), "` looks up ", look_ups,
                                 " ids; a stack takes ", limit))
                      .note(cat("it has ", base::count_of(policy.targets.size(), "target"),
                                ", whose ids are known only at deployment"))
                      .note(aws::describe(aws::quota("cloudformation/dynamic-references")))
                      .help("attach it to the units that hold these accounts; that holds for accounts to come, too"));
}

bool allows(const OrganizationPolicy& policy) {
  const yaml::Node* statement = policy.content.find("Statement");
  if (statement == nullptr) return false;
  const auto grants = [](const yaml::Node& one) {
    const yaml::Node* effect = one.find("Effect");
    return effect != nullptr && effect->text == "Allow";
  };
  if (statement->is_mapping()) return grants(*statement);
  return std::any_of(statement->items.begin(), statement->items.end(), grants);
}

}  // namespace

Slots slots_of(const Organization& organization, PolicyType type, const PolicyTarget& target) {
  const PolicyTypeFacts& facts = facts_of(type);
  Slots slots;
  slots.quota = organization.quotas.limit(facts.per_target);
  const auto& detached = organization.full_access.detached;
  const bool gone = type == PolicyType::service_control && std::binary_search(detached.begin(), detached.end(), target);
  if (!facts.built_in.empty() && !gone) slots.built_in = 1;
  if (type == PolicyType::service_control && organization.delivery.value == Delivery::control_tower &&
      target.kind != PolicyTarget::Kind::account) {
    slots.control_tower = organization.quotas.limit("control-tower/scp-reserve");
  }
  slots.free = std::max<std::int64_t>(0, slots.quota - slots.built_in - slots.control_tower);
  return slots;
}

void report_too_many(PolicyType type, const PolicyTarget& target, std::size_t documents, const Slots& slots,
                     base::Span span, base::Diagnostics& diagnostics) {
  const PolicyTypeFacts& facts = facts_of(type);
  Diagnostic diagnostic(
      "guardrails/too-many-policies", span,
      cat('`', target.name, "` would carry ", documents, ' ', facts.plural, "; there is room for ", slots.free));
  diagnostic.notes.push_back(aws::describe(facts.per_target.row()));
  if (slots.built_in > 0 || slots.control_tower > 0) {
    std::string taken = cat("of these ", slots.quota, " places");
    if (slots.built_in > 0) taken += cat(" AWS's own ", facts.built_in, " takes one");
    if (slots.control_tower > 0) {
      taken += cat(slots.built_in > 0 ? ", and" : "", " Control Tower ", slots.control_tower);
    }
    diagnostic.notes.push_back(std::move(taken));
  }
  diagnostic.notes.push_back("what is attached to units above does not count here");
  diagnostic.helps.push_back(target.kind == PolicyTarget::Kind::root
                                 ? "attach some of them to units below, which have places of their own"
                                 : "attach some of them to a unit above, or to Root");
  if (slots.quota < facts.per_target.row().value) {
    diagnostic.helps.push_back(cat("or raise `quotas: {", facts.per_target.row().id, ": ", slots.quota, "}` to ",
                                   facts.per_target.row().value, ", if AWS grants that there"));
  }
  diagnostics.add(std::move(diagnostic));
}

void place_in_stacks(const Organization& organization, const Lock& before, std::vector<OrganizationPolicy>& policies,
                     base::Diagnostics& diagnostics) {
  const auto limit = static_cast<std::size_t>(organization.quotas.limit("cloudformation/dynamic-references"));
  std::map<std::uint32_t, Stack> stacks;
  std::vector<std::pair<OrganizationPolicy*, std::size_t>> waiting;
  for (OrganizationPolicy& policy : policies) {
    const std::size_t look_ups = look_ups_of(organization, policy);
    if (look_ups > limit) {
      report_too_many_targets(policy, look_ups, limit, diagnostics);
      continue;
    }
    const auto locked = before.policies.find(policy.key);
    if (locked == before.policies.end()) {
      waiting.emplace_back(&policy, look_ups);
      continue;
    }
    Stack& stack = stacks[locked->second.shard];
    if (stack.look_ups + look_ups > limit) {
      waiting.emplace_back(&policy, look_ups);
      continue;
    }
    policy.shard = locked->second.shard;
    ++stack.documents;
    stack.look_ups += look_ups;
  }
  for (const auto& [policy, look_ups] : waiting) {
    std::uint32_t shard = 1;
    const auto has_room = [&, wanted = look_ups](const Stack& stack) {
      if (stack.documents == 0) return true;
      return stack.documents < kDocumentsPerShard && stack.look_ups + wanted <= std::min(kLookUpsPerShard, limit);
    };
    while (!has_room(stacks[shard])) ++shard;
    policy->shard = shard;
    ++stacks[shard].documents;
    stacks[shard].look_ups += look_ups;
  }
}

void check_last_policies(const Organization& organization, const std::vector<OrganizationPolicy>& policies,
                         base::Diagnostics& diagnostics) {
  for (const PolicyTarget& target : organization.full_access.detached) {
    const bool allowed = std::any_of(policies.begin(), policies.end(), [&](const OrganizationPolicy& policy) {
      return policy.type == PolicyType::service_control &&
             std::binary_search(policy.targets.begin(), policy.targets.end(), target) && allows(policy);
    });
    if (allowed) continue;
    diagnostics.add(
        Diagnostic("guardrails/last-scp", target.span,
                   cat("FullAWSAccess is detached from `", target.name,
                       "`, where no other service control policy allows anything"))
            .note("without an Allow at every level nothing is allowed; AWS refuses to detach the last policy of a "
                  "target")
            .help(cat("attach a guardrail with `effect: Allow` statements to `", target.name,
                      "`, or take it out of `detach`")));
  }
}

}  // namespace landform::resolve
