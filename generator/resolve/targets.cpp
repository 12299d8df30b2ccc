#include "resolve/targets.h"

#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"

namespace landform::resolve {

using base::cat;

std::optional<PolicyTarget::Kind> kind_of_target(const std::string& name, const Organization& organization) {
  if (name == blueprint::kRoot) return PolicyTarget::Kind::root;
  if (organization.unit(aws::OuPath(name)) != nullptr) return PolicyTarget::Kind::unit;
  if (name == blueprint::kManagement || organization.account(name) != nullptr) return PolicyTarget::Kind::account;
  return std::nullopt;
}

bool names_management(const std::string& name, const Organization& organization) {
  if (name == blueprint::kManagement) return true;
  const Account* account = organization.account(name);
  return account != nullptr && account->role == AccountRole::management;
}

std::string near_target(const std::string& name, const Organization& organization) {
  std::vector<std::string_view> names{blueprint::kRoot, blueprint::kManagement};
  for (const Unit& unit : organization.units) names.push_back(unit.path.str());
  for (const Account& account : organization.accounts) names.push_back(account.name);
  std::string question = base::did_you_mean(base::near_names(name, names));
  if (!question.empty()) return question;
  for (const Unit& unit : organization.units) {
    if (unit.name == name) return cat("did you mean `", unit.path.str(), "`?");
  }
  return {};
}

void report_unknown_target(std::string_view slug, const std::string& name, base::Span span,
                           const Organization& organization, base::Diagnostics& diagnostics) {
  diagnostics.add(
      base::Diagnostic(slug, span, cat("there is no unit or account `", name, "` in the organization"))
          .label(near_target(name, organization))
          .help("write a unit's whole path (`Workloads/Production`), an account's name, `Root` or `management`"));
}

}  // namespace landform::resolve
