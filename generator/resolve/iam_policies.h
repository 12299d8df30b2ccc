// The policies of `identity.iam`, and who refers to them: that decides in which accounts each of them stands.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "blueprint/billing.h"
#include "blueprint/identity.h"
#include "resolve/organization.h"
#include "resolve/policy_sources.h"

namespace landform::resolve {

class IamPolicies {
 public:
  // Raises what iam_documents.h does, and identity/names-collide and reserved-name.
  IamPolicies(const blueprint::Identity& identity, const Organization& organization, const PolicySources& sources,
              base::Diagnostics& diagnostics);

  // What a principal carries: AWS's policies, then the organization's. `whose` is for messages. Raises
  // identity/unknown-policy and twice.
  std::vector<IamAttachment> attached(const blueprint::Listed<std::string>& managed,
                                      const blueprint::Listed<std::string>& own, const std::string& whose,
                                      const IamReach& reach);
  std::optional<IamAttachment> boundary(const blueprint::Written<std::string>& written, const std::string& whose,
                                        const IamReach& reach);
  // One that the baseline attaches; nothing where its preset could not be read.
  std::optional<IamAttachment> attached_preset(std::string_view name, const IamReach& reach);

  // Budgets attach policies in accounts of the organization, where these have to stand by then.
  void take_budgets(const blueprint::Billing& billing);

  [[nodiscard]] bool requires_mfa() const { return mfa_; }

  // All of them, by name, once everything that refers to them is known. Raises identity/wide-statement.
  std::vector<IamPolicy> finish();

 private:
  void take_mfa();
  void take_permission_sets(const blueprint::Identity& identity);
  bool find(const std::string& name, base::Span span);
  void refer(const std::string& name, const IamReach& reach);
  [[nodiscard]] std::vector<std::string> known_names() const;
  void report_unknown(const std::string& name, base::Span span, const std::string& whose);

  const blueprint::Iam& written_;
  const Organization& organization_;
  const PolicySources& sources_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, IamPolicy> policies_;
  std::set<std::string> referred_, attached_, boundaries_;
  bool mfa_ = false;
};

}  // namespace landform::resolve
