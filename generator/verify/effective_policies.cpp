#include "verify/effective_policies.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

#include "aws/region.h"
#include "base/ascii.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "policy/document.h"

namespace landform::verify {
namespace {

using base::cat;
using resolve::Account;
using resolve::AccountRole;
using resolve::PolicyTarget;
using resolve::PolicyType;

// Source: aws-facts.md A4; what AWS attaches everywhere.
yaml::Node full_access() {
  using yaml::string;
  return yaml::mapping(
      {{"Version", string("2012-10-17")},
       {"Statement", yaml::sequence({yaml::mapping(
                         {{"Effect", string("Allow")}, {"Action", string("*")}, {"Resource", string("*")}})})}});
}

// Unlike any unit's path or account's name, each with its own mark.
std::string key_of(PolicyTarget::Kind kind, std::string_view name) {
  if (kind == PolicyTarget::Kind::root) return std::string(blueprint::kRoot);
  return cat(kind == PolicyTarget::Kind::unit ? "/" : ":", name);
}

// Collects what may be ids of accounts in a text: twelve digits in a row, or fewer beside a wildcard.
void find_account_ids(std::string_view text, EffectivePolicies::Chain& chain) {
  constexpr std::size_t kDigits = 12;
  for (std::size_t i = 0; i < text.size();) {
    if (!base::is_digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && base::is_digit(text[end])) ++end;
    if (end - i == kDigits) chain.account_ids.emplace(text.substr(i, kDigits));
    const auto is_wildcard = [&](std::size_t at) { return at < text.size() && (text[at] == '*' || text[at] == '?'); };
    if (end - i < kDigits && (is_wildcard(end) || (i > 0 && is_wildcard(i - 1)))) chain.parts_of_account_ids = true;
    i = end;
  }
}

void find_account_ids(const policy::Document& document, EffectivePolicies::Chain& chain) {
  for (const policy::Statement& statement : document.statements) {
    for (const policy::Text& text : statement.resources.texts) find_account_ids(text.text, chain);
    for (const policy::Condition& condition : statement.conditions) {
      for (const policy::Text& text : condition.values) find_account_ids(text.text, chain);
    }
    for (const policy::PrincipalEntry& entry : statement.principals.entries) find_account_ids(entry.name.text, chain);
  }
}

}  // namespace

EffectivePolicies::EffectivePolicies(const resolve::Organization& organization) : organization_(organization) {
  partition_ = aws::partition_of(organization.home_region.value).name;
  read_documents();
  make_chains();
  gather_everywhere();
}

void EffectivePolicies::read_documents() {
  attached_.push_back({policy::Prepared(policy::read_document(full_access())), nullptr, {nullptr}});
  std::unordered_map<std::string_view, const resolve::Guardrail*> guardrail_of;
  for (const resolve::Guardrail& guardrail : organization_.guardrails) guardrail_of.emplace(guardrail.name, &guardrail);
  for (const resolve::OrganizationPolicy& policy : organization_.policies) {
    if (!resolve::has_statements(policy.type)) continue;
    Attached attached{policy::Prepared(policy::read_document(policy.content)), &policy, {}};
    for (const std::string& name : policy.statement_guardrails) {
      const auto found = guardrail_of.find(name);
      attached.guardrails.push_back(found == guardrail_of.end() ? nullptr : found->second);
    }
    attached_.push_back(std::move(attached));
  }
}

void EffectivePolicies::make_chains() {
  std::unordered_map<std::string, Documents> service_control;
  std::unordered_map<std::string, Documents> resource_control;
  bool any_service_control = false;
  std::unordered_set<std::string_view> named;  // accounts
  for (std::uint32_t i = 1; i < attached_.size(); ++i) {
    const bool service = attached_[i].policy->type == PolicyType::service_control;
    any_service_control = any_service_control || service;
    for (const PolicyTarget& target : attached_[i].policy->targets) {
      if (target.kind == PolicyTarget::Kind::account) named.insert(target.name);
      (service ? service_control : resource_control)[key_of(target.kind, target.name)].push_back(i);
    }
  }
  std::unordered_set<std::string> without_full_access;
  for (const PolicyTarget& target : organization_.full_access.detached) {
    without_full_access.insert(key_of(target.kind, target.name));
    if (target.kind == PolicyTarget::Kind::account) named.insert(target.name);
    any_service_control = true;
  }
  // Every list of documents once, at an address that stays.
  std::map<Documents, std::size_t> shelf_of;
  std::deque<Documents> shelves;
  const auto shelf = [&](Documents documents) {
    const auto [found, fresh] = shelf_of.emplace(documents, shelves.size());
    if (fresh) shelves.push_back(std::move(documents));
    return found->second;
  };
  const auto attached_to = [&](const std::unordered_map<std::string, Documents>& policies, const std::string& key) {
    const auto found = policies.find(key);
    return found == policies.end() ? Documents() : found->second;
  };
  std::map<std::vector<std::size_t>, std::size_t> chain_index;
  std::vector<std::pair<std::vector<std::size_t>, std::size_t>> shapes;  // shelves, and how many of them are SCPs'
  chain_of_.assign(organization_.accounts.size(), kNoChain);
  std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> shelves_of_node;
  const auto shelves_at = [&](const std::string& key) {
    const auto [found, fresh] = shelves_of_node.try_emplace(key);
    if (fresh) {
      Documents allowing;
      if (without_full_access.find(key) == without_full_access.end()) allowing.push_back(0);
      const Documents own = attached_to(service_control, key);
      allowing.insert(allowing.end(), own.begin(), own.end());
      found->second = {shelf(std::move(allowing)), shelf(attached_to(resource_control, key))};
    }
    return found->second;
  };
  struct Unit {
    std::vector<std::size_t> services, resources;  // shelves of its levels
    std::size_t chain = kNoChain;                  // of those of its accounts that no policy names
  };
  std::unordered_map<std::string_view, Unit> units;
  const auto add_level = [&](const std::string& key, Unit& unit) {
    const auto [allowing, denying] = shelves_at(key);
    if (any_service_control) unit.services.push_back(allowing);
    if (!resource_control.empty()) unit.resources.push_back(denying);
  };
  for (std::size_t i = 0; i < organization_.accounts.size(); ++i) {
    const Account& account = organization_.accounts[i];
    if (account.role == AccountRole::management) continue;
    const auto [place, is_new] = units.try_emplace(account.unit.str());
    Unit& unit = place->second;
    if (is_new) {
      std::vector<std::string> levels = levels_of(account);
      levels.pop_back();  // the account itself
      for (const std::string& level : levels) {
        const bool root = &level == &levels.front();
        add_level(key_of(root ? PolicyTarget::Kind::root : PolicyTarget::Kind::unit, level), unit);
      }
    }
    const bool is_named = named.contains(account.name);
    if (is_named || unit.chain == kNoChain) {
      Unit whole = unit;
      add_level(key_of(PolicyTarget::Kind::account, account.name), whole);
      const std::size_t services = whole.services.size();
      std::vector<std::size_t>& shape = whole.services;
      shape.insert(shape.end(), whole.resources.begin(), whole.resources.end());
      const auto [found, fresh] = chain_index.emplace(shape, shapes.size());
      if (fresh) shapes.emplace_back(std::move(shape), services);
      chain_of_[i] = found->second;
      if (!is_named) unit.chain = found->second;
    } else {
      chain_of_[i] = unit.chain;
    }
  }
  shelves_.assign(std::make_move_iterator(shelves.begin()), std::make_move_iterator(shelves.end()));
  for (const auto& [shape, services] : shapes) chains_.push_back(make_chain(shape, services));
}

std::size_t EffectivePolicies::slice_of(std::size_t shelf, policy::PolicySet set, const policy::Level& level) {
  const auto [found, fresh] = slice_of_.try_emplace({shelf, set}, slices_.size());
  if (fresh) {
    policy::Policies& slice = slices_.emplace_back();
    (set == policy::PolicySet::service_control ? slice.service_control : slice.resource_control).push_back(level);
  }
  return found->second;
}

EffectivePolicies::Chain EffectivePolicies::make_chain(const std::vector<std::size_t>& shape, std::size_t services) {
  Chain chain;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool service = i < services;
    const Documents& documents = shelves_[shape[i]];
    (service ? chain.service_control : chain.resource_control).push_back(&documents);
    policy::Level& level = (service ? chain.policies.service_control : chain.policies.resource_control).emplace_back();
    for (const std::uint32_t document : documents) {
      level.documents.push_back(attached_[document].prepared);
      find_account_ids(attached_[document].prepared.document(), chain);
    }
    const bool only_full_access = documents.size() == 1 && documents.front() == 0;
    if (service ? only_full_access : documents.empty()) continue;
    const auto set = service ? policy::PolicySet::service_control : policy::PolicySet::resource_control;
    chain.slices.push_back(slice_of(shape[i], set, level));
  }
  std::sort(chain.slices.begin(), chain.slices.end());
  chain.slices.erase(std::unique(chain.slices.begin(), chain.slices.end()), chain.slices.end());
  return chain;
}

// One level of all documents denies what any level denies. It allows no more than each level does where AWS's own
// policy is attached; the others are levels for themselves.
void EffectivePolicies::gather_everywhere() {
  policy::Level services;
  policy::Level resources;
  for (const Attached& attached : attached_) {
    const bool resource_control = attached.policy != nullptr && attached.policy->type == PolicyType::resource_control;
    (resource_control ? resources : services).documents.push_back(attached.prepared);
  }
  everywhere_.service_control.push_back(std::move(services));
  if (!resources.documents.empty()) everywhere_.resource_control.push_back(std::move(resources));
  for (const auto& [place, slice] : slice_of_) {
    const Documents& documents = shelves_[place.first];
    if (place.second != policy::PolicySet::service_control || (!documents.empty() && documents.front() == 0)) continue;
    everywhere_.service_control.push_back(slices_[slice].service_control.front());
  }
}

std::size_t EffectivePolicies::chain_of(const Account& account) const {
  if (account.role == AccountRole::management) return kNoChain;
  // Nearly always one of the organization's own, which need not be looked for.
  const std::vector<Account>& all = organization_.accounts;
  const std::less<> before;
  const bool own = !before(&account, all.data()) && before(&account, all.data() + all.size());
  const Account* found = own ? &account : organization_.account(account.name);
  return found == nullptr ? kNoChain : chain_of_[static_cast<std::size_t>(found - all.data())];
}

policy::Policies EffectivePolicies::policies_of(const Account& account) const {
  const std::size_t index = chain_of(account);
  if (index == kNoChain) return {};
  policy::Policies policies = chains_[index].policies;
  const std::vector<std::string> names = levels_of(account);
  for (std::vector<policy::Level>* levels : {&policies.service_control, &policies.resource_control}) {
    for (std::size_t i = 0; i < levels->size(); ++i) (*levels)[i].name = names[i];
  }
  return policies;
}

std::string_view EffectivePolicies::class_of(const Account& account) const {
  const std::size_t index = chain_of(account);
  if (index == kNoChain) return {};
  if (!account.existing_id) return "unknown";
  const Chain& chain = chains_[index];
  const std::string& id = account.existing_id->value.str();
  const bool named = chain.parts_of_account_ids || chain.account_ids.find(id) != chain.account_ids.end();
  return named ? std::string_view(id) : "known";
}

PolicyOrigin EffectivePolicies::origin(std::size_t chain, const policy::Place& place) const {
  PolicyOrigin origin;
  origin.statement = place.statement;
  const bool service = place.set == policy::PolicySet::service_control;
  if (chain == kNoChain || (!service && place.set != policy::PolicySet::resource_control)) return origin;
  const auto& levels = service ? chains_[chain].service_control : chains_[chain].resource_control;
  const Attached& attached = attached_[(*levels[place.level])[place.document]];
  origin.document = attached.policy;
  const auto& statements = attached.prepared.document().statements;
  for (std::size_t i = 0; i < statements.size() && i < attached.guardrails.size(); ++i) {
    if (&statements[i] == place.statement) origin.guardrail = attached.guardrails[i];
  }
  return origin;
}

std::string EffectivePolicies::id_of(const Account& account) {
  return account.existing_id ? account.existing_id->value.str() : std::string(policy::kUnknownPart);
}

std::vector<std::string> EffectivePolicies::levels_of(const Account& account) {
  std::vector<std::string> levels{std::string(blueprint::kRoot)};
  const std::string& path = account.unit.str();
  if (path != blueprint::kRoot && !path.empty()) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      levels.push_back(path.substr(0, slash));
    }
    levels.push_back(path);
  }
  levels.push_back(account.name);
  return levels;
}

std::string EffectivePolicies::organization_id() const {
  if (organization_.existing_organization_id) return organization_.existing_organization_id->value;
  return cat("{{resolve:ssm:/landform/", organization_.customer.slug.value, "/organization/id}}");
}

}  // namespace landform::verify
