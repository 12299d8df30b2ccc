#include "emit/documents/data.h"

#include <algorithm>
#include <array>
#include <utility>

#include "blueprint/target_words.h"

namespace landform::emit::documents {
namespace {

// A name below `has`, and a type of which the templates must hold a resource. A type that ends in `::` stands for all
// of a service. Several lines of one name: any of them.
struct HasType {
  std::string_view name;
  std::string_view type;
};
constexpr auto kHasTypes = std::to_array<HasType>({
    {"access_analyzer", "AWS::AccessAnalyzer::"},
    {"alarms", "AWS::CloudWatch::Alarm"},
    {"anomaly", "AWS::CE::AnomalyMonitor"},
    {"automation", "AWS::SSM::Document"},
    {"backup", "AWS::Backup::BackupVault"},
    {"backup", "AWS::Backup::BackupPlan"},
    {"budgets", "AWS::Budgets::Budget"},
    {"center", "AWS::SSO::PermissionSet"},
    {"center", "AWS::SSO::Assignment"},
    {"config", "AWS::Config::ConfigurationRecorder"},
    {"config_rules", "AWS::Config::ConfigRule"},
    {"config_rules", "AWS::Config::OrganizationConfigRule"},
    {"conformance_packs", "AWS::Config::ConformancePack"},
    {"conformance_packs", "AWS::Config::OrganizationConformancePack"},
    {"detective", "AWS::Detective::"},
    {"guardduty", "AWS::GuardDuty::"},
    {"iam_users", "AWS::IAM::User"},
    {"inspector", "AWS::InspectorV2::"},
    {"macie", "AWS::Macie::"},
    {"patching", "AWS::SSM::PatchBaseline"},
    {"patching", "AWS::SSM::MaintenanceWindow"},
    {"restore_tests", "AWS::Backup::RestoreTestingPlan"},
    {"security_hub", "AWS::SecurityHub::"},
    {"topics", "AWS::SNS::Topic"},
    {"trail", "AWS::CloudTrail::Trail"},
    {"vpcs", "AWS::EC2::VPC"},
});

Node what_it_has(const DocumentInput& input) {
  Node has = yaml::mapping();
  for (const HasType& each : kHasTypes) {
    const bool there = deploys(input, each.type);
    if (const Node* before = has.find(each.name)) {
      if (there && before->text != "true") has.set(each.name, yaml::boolean(true));
    } else {
      has.add(std::string(each.name), yaml::boolean(there));
    }
  }
  has.add("break_glass", yaml::boolean(!input.organization.break_glass.empty()));
  // Answers are told only where the documents that carry them out are deployed, too.
  has.add("responses",
          yaml::boolean(!input.organization.incidents.responses.empty() && deploys(input, "AWS::SSM::Document")));
  has.add("tags", yaml::boolean(!input.organization.records.tag_keys.empty()));
  has.add("waivers", yaml::boolean(!input.organization.records.waivers.empty()));
  return has;
}

std::string regions_of(const resolve::Organization& organization) {
  std::vector<std::string> regions;
  for (const auto& region : organization.regions) regions.push_back(region.value.str());
  return markdown::codes(regions);
}

bool denies(resolve::PolicyType type) {
  return resolve::has_statements(type) || type == resolve::PolicyType::declarative_ec2 ||
         type == resolve::PolicyType::s3;
}

std::string_view belongs_in(const std::vector<const resolve::Account*>& accounts, const resolve::Unit& unit) {
  for (const resolve::Account* account : accounts) {
    if (account->role == resolve::AccountRole::log_archive || account->role == resolve::AccountRole::audit) {
      return "logs, audit and the security services; nobody's workloads";
    }
    if (account->role == resolve::AccountRole::network) return "network and services that all share";
  }
  const std::string name = base::to_lower(unit.path.str());
  const auto says = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  if (says("sandbox")) return "trials; nothing that has to last, no data of customers";
  if (says("suspended")) return "accounts that are being closed";
  if (says("prod") && !says("non") && !says("pre")) return "what customers use; changes through review only";
  if (says("test") || says("staging") || says("pre")) return "testing before production, with made-up data";
  if (says("dev")) return "development, with made-up data";
  return accounts.empty() ? "the units below it" : "workloads";
}

}  // namespace

bool deploys(const DocumentInput& input, std::string_view type) {
  const auto found = std::lower_bound(input.types.begin(), input.types.end(), type);
  if (found == input.types.end()) return false;
  return type.ends_with("::") ? found->starts_with(type) : *found == type;
}

Node document_data(const DocumentInput& input, std::string_view title) {
  const resolve::Organization& organization = input.organization;
  Node data = yaml::mapping();
  data.add("title", text(title));
  data.add("customer", text(organization.customer.name.value));
  data.add("slug", text(organization.customer.slug.value));
  data.add("home_region", text(organization.home_region.value.str()));
  data.add("regions", text(regions_of(organization)));
  data.add("security_mailbox", text(organization.customer.mailboxes.security.value));
  data.add("operations_mailbox", text(organization.customer.mailboxes.operations.value));
  data.add("billing_mailbox", text(organization.customer.mailboxes.billing.value));
  data.add("root_mailbox", text(organization.customer.mailboxes.root.value));
  data.add("support_plan", text(organization.account_settings.support_plan.value));
  data.add("has", what_it_has(input));
  return data;
}

std::string mailbox_of(const DocumentInput& input, std::string_view channel) {
  const resolve::Mailboxes& mailboxes = input.organization.customer.mailboxes;
  if (channel == "security") return mailboxes.security.value;
  if (channel == "billing") return mailboxes.billing.value;
  return mailboxes.operations.value;
}

std::string attached_to(const resolve::Guardrail& guardrail) {
  std::vector<std::string> places;
  for (const resolve::PolicyTarget& target : guardrail.targets) {
    if (target.kind == resolve::PolicyTarget::Kind::root) return "all member accounts";
    places.push_back(target.name);
  }
  constexpr std::size_t kMost = 12;
  if (places.size() <= kMost) return markdown::codes(places);
  const std::size_t more = places.size() - kMost;
  places.resize(kMost);
  return cat(markdown::codes(places), " and ", more, " more");
}

const resolve::Guardrail* guardrail_of_preset(const DocumentInput& input, std::string_view preset) {
  for (const resolve::Guardrail& guardrail : input.organization.guardrails) {
    if (guardrail.preset == preset) return &guardrail;
  }
  return nullptr;
}

Node denial_rows(const DocumentInput& input) {
  Node rows = yaml::sequence();
  for (const resolve::Guardrail& guardrail : input.organization.guardrails) {
    if (!denies(guardrail.type)) continue;
    Node& row = add_row(rows, 3);
    row.add("guardrail", text(markdown::code(guardrail.name)));
    row.add("does", text(guardrail.description.empty() ? "the customer's own policy" : guardrail.description));
    row.add("where", text(attached_to(guardrail)));
  }
  return rows;
}

std::map<std::string, UnitAccounts> accounts_by_unit(const DocumentInput& input) {
  constexpr std::size_t kMostNames = 12;
  std::map<std::string, UnitAccounts> found;
  for (const resolve::Account& account : input.organization.accounts) {
    UnitAccounts& of_unit = found[account.unit.str()];
    if (++of_unit.accounts <= kMostNames) of_unit.names.push_back(account.name);
  }
  return found;
}

std::string some_names(const UnitAccounts& accounts) {
  const std::size_t more = accounts.accounts - accounts.names.size();
  if (more == 0) return markdown::codes(accounts.names, "");
  std::vector<std::string> pieces;
  for (const std::string& name : accounts.names) pieces.push_back(markdown::code(name));
  return cat(base::join(pieces, ", "), " and ", more, " more");
}

Node unit_rows(const DocumentInput& input) {
  auto accounts = accounts_by_unit(input);
  std::map<std::string, std::vector<const resolve::Account*>> special;
  for (const resolve::Account& account : input.organization.accounts) {
    if (account.role != resolve::AccountRole::workload) special[account.unit.str()].push_back(&account);
  }
  Node rows = yaml::sequence();
  const auto add = [&](const std::string& path, std::string_view belongs) {
    const UnitAccounts& of_unit = accounts[path];
    Node& row = add_row(rows, 4);
    row.add("unit", text(path == blueprint::kRoot ? path : markdown::code(path)));
    row.add("accounts", count(of_unit.accounts));
    row.add("names", text(some_names(of_unit)));
    row.add("belongs", text(belongs));
  };
  const std::string root(blueprint::kRoot);
  if (accounts.contains(root)) add(root, "what belongs to no unit");
  for (const resolve::Unit& unit : input.organization.units) {
    std::string_view belongs = belongs_in(special[unit.path.str()], unit);
    if (belongs == "the units below it" && accounts[unit.path.str()].accounts > 0) belongs = "workloads";
    add(unit.path.str(), belongs);
  }
  return rows;
}

std::string break_glass_names(const DocumentInput& input) {
  std::vector<std::string> names;
  for (const resolve::BreakGlassUser& user : input.organization.break_glass) names.push_back(user.name);
  return markdown::codes(names);
}

}  // namespace landform::emit::documents
