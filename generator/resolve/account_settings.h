// What every account carries and no resource type sets: password policy, contacts, alias, and what else stands in the
// account itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/span.h"
#include "resolve/located.h"

namespace landform::resolve {

struct PasswordPolicy {
  Located<std::int64_t> minimum_length, rotation_days, remember;
};

struct AlternateContact {
  std::string type;  // AWS's word: "BILLING"
  Located<std::string> name, title, email;
  std::optional<Located<std::string>> phone;  // nothing: the primary contact's
};

struct PrimaryContact {
  Located<std::string> recipient;
  std::optional<Located<std::string>> company;  // nothing when the customer's name is longer than AWS takes
  Located<std::string> street, city, postal_code, country;
  std::optional<Located<std::string>> state;
  std::optional<Located<std::string>> phone;  // nothing: it stays as it is
};

// An alias that differs from the one that the account's name gives.
struct AliasException {
  std::string account;  // its id where it is known, else its name in AWS
  Located<std::string> alias;
};

struct AccountSettings {
  PasswordPolicy password_policy;
  std::vector<AlternateContact> alternate_contacts;  // by type
  std::optional<PrimaryContact> primary_contact;     // nothing: it stays as it is
  Located<std::string> management_alias;
  std::vector<AliasException> alias_exceptions;  // by account
  Located<bool> removes_default_vpcs;
  Located<std::string> support_plan;  // the blueprint's word: "business"
};

}  // namespace landform::resolve
