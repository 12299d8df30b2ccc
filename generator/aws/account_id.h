// Account ids: twelve digits. Source: docs/facts.md A3 (botocore organizations, `^\d{12}$`).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "aws/names.h"
#include "base/result.h"

namespace landform::aws {

// Why a text is not the name it should be. `reason` continues a sentence that begins with the text in question:
// "account id 11122223333" + " has 11 digits; AWS account ids have 12".
struct NameFault {
  std::string reason;
};

base::Result<AccountId, NameFault> parse_account_id(std::string_view text);

// Ids that Organizations gives (docs/facts.md A3): whole text, case matters.
bool is_account_id(std::string_view text);       // \d{12}
bool is_organization_id(std::string_view text);  // o-[a-z0-9]{10,32}
bool is_root_id(std::string_view text);          // r-[0-9a-z]{4,32}
bool is_unit_id(std::string_view text);          // ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}
bool is_policy_id(std::string_view text);        // p-[0-9a-zA-Z_]{8,128}

}  // namespace landform::aws
