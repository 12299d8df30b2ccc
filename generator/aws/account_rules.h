// What AWS takes as names, addresses and ids of accounts and units. Each function gives nothing when the text is fine,
// else the first reason, which continues a sentence that begins with the text: "`a@bcdef`" + " " + "has a domain
// without a dot". Source: docs/facts.md A3 (botocore organizations CreateAccount, orgs_reference_limits), I (tags).
// Read: 2026-11-22.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "aws/account_id.h"

namespace landform::aws {

inline constexpr std::size_t kAccountNameSize = 50;   // characters, CreateAccount AccountName
inline constexpr std::size_t kAccountEmailSize = 64;  // characters, CreateAccount Email
inline constexpr std::size_t kUnitNameSize = 128;     // characters, CreateOrganizationalUnit Name
inline constexpr std::size_t kRoleNameSize = 64;      // characters, IAM role name

// 1 to 50 printable ASCII characters; no space at either end, which consoles and people lose.
std::optional<NameFault> account_name_fault(std::string_view text);

// 6 to 64 characters, ASCII, one @, no quotes, brackets or separators before it, a domain with a dot behind it.
// Addresses are compared without regard to case (email_key). `+` sub-addresses are fine.
std::optional<NameFault> account_email_fault(std::string_view text);

// Two addresses with the same key are one account's for AWS.
std::string email_key(std::string_view email);

// 1 to 128 printable ASCII characters, no space at either end; no `/`, which separates the units of a path here.
std::optional<NameFault> unit_name_fault(std::string_view text);

// [\w+=,.@-]{1,64}
std::optional<NameFault> role_name_fault(std::string_view text);

// o-..., r-..., ou-...-...
std::optional<NameFault> organization_id_fault(std::string_view text);
std::optional<NameFault> root_id_fault(std::string_view text);
std::optional<NameFault> unit_id_fault(std::string_view text);

// The root's id inside a unit's: "ou-abcd-12345678" belongs to "r-abcd". Empty when `unit_id` is none.
std::string root_of_unit_id(std::string_view unit_id);

// 1 to 128 characters: letters, digits, spaces of any script and _ . : / = + - @; not beginning with `aws:`.
std::optional<NameFault> tag_key_fault(std::string_view text);
// The same characters, 0 to 256.
std::optional<NameFault> tag_value_fault(std::string_view text);

}  // namespace landform::aws
