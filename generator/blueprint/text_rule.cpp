#include "blueprint/text_rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/text.h"

namespace landform::blueprint {
namespace {

constexpr std::string_view kNameSlug = "blueprint/name-pattern";
constexpr std::string_view kHyphenated = "^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$";

bool decimal(std::string_view text, int& value) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && result.ec == std::errc() && result.ptr == text.data() + text.size();
}

std::string line_problem(std::string_view text) {
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
  if (control) return "it has a line break or a control character";
  if (base::trim(text).size() != text.size()) return "it begins or ends with a blank";
  return {};
}

// AWS adds its own names to these; "Root" and "management" are targets of the language.
std::string unit_problem(std::string_view text) {
  const std::string lower = base::to_lower(text);
  if (lower == "root") return "`Root` is the organization's root itself";
  if (lower == "management") return "`management` is the management account as a target";
  return {};
}

std::string account_problem(std::string_view text) {
  const std::string lower = base::to_lower(text);
  if (lower == "root") return "`Root` is the organization's root itself";
  if (lower == "management")
    return "`management` is the management account; it is declared by organization.management_account";
  return {};
}

// Source: aws-facts I; the prefix is reserved in any case.
std::string tag_problem(std::string_view text) {
  if (base::to_lower(text.substr(0, 4)) == "aws:") return "the prefix `aws:` belongs to AWS";
  constexpr std::string_view kSigns = "_.:/=+-@ ";
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || static_cast<unsigned char>(c) >= 0x80 || kSigns.find(c) != std::string_view::npos) continue;
    const bool visible = static_cast<unsigned char>(c) > 0x20 && c != 0x7F;
    return visible ? base::cat("the character `", c, "` may not stand in tags")
                   : "a control character may not stand in tags";
  }
  return {};
}

// Source: aws-facts A3 (organizations CreateAccount).
std::string mailbox_problem(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return "it has no `@`";
  if (text.find('@', at + 1) != std::string_view::npos) return "it has more than one `@`";
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  if (local.empty()) return "nothing stands before the `@`";
  if (local.front() == '.') return "it begins with a dot";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F)
      return "AWS takes printable ASCII without blanks only";
  }
  for (const char c : local) {
    if (std::string_view("\"'()<>[]:;,\\%&|").find(c) != std::string_view::npos)
      return base::cat("AWS does not take `", c, "` before the `@`");
  }
  if (domain.find('.') == std::string_view::npos) return "the part behind the `@` has no dot";
  if (std::string_view(".-").find(domain.front()) != std::string_view::npos ||
      std::string_view(".-").find(domain.back()) != std::string_view::npos) {
    return "the part behind the `@` begins or ends with a dot or hyphen";
  }
  for (const char c : domain) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    if (!plain) return base::cat("`", c, "` may not stand behind the `@`");
  }
  return {};
}

std::string cidr_problem(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return "it has no prefix length, such as /16";
  int prefix = 0;
  if (!decimal(text.substr(slash + 1), prefix) || prefix > 32) return "its prefix length is not 0 to 32";
  const std::vector<std::string_view> parts = base::split(text.substr(0, slash), '.');
  if (parts.size() != 4) return "its address is not four numbers with dots between them";
  std::uint32_t address = 0;
  for (const std::string_view part : parts) {
    int octet = 0;
    if (part.size() > 3 || !decimal(part, octet) || octet < 0 || octet > 255)
      return base::cat("`", part, "` is not 0 to 255");
    if (part.size() > 1 && part.front() == '0')
      return base::cat("`", part, "` begins with a zero, which some tools read as octal");
    address = (address << 8U) | static_cast<std::uint32_t>(octet);
  }
  const std::uint32_t mask = prefix == 0 ? 0 : ~std::uint32_t{0} << (32U - static_cast<std::uint32_t>(prefix));
  if ((address & ~mask) == 0) return {};
  const std::uint32_t first = address & mask;
  return base::cat("a /", prefix, " that holds this address starts at ", first >> 24U, ".", (first >> 16U) & 255U, ".",
                   (first >> 8U) & 255U, ".", first & 255U);
}

bool looks_like_address(std::string_view text) {
  return text.find('/') != std::string_view::npos || (!text.empty() && text.front() >= '0' && text.front() <= '9');
}

std::string source_problem(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return {};  // IPv6 and references: resolve knows more
  return looks_like_address(text) ? cidr_problem(text) : std::string();
}

std::string ports_problem(std::string_view text) {
  const std::size_t dash = text.find('-');
  int first = 0;
  int last = 0;
  decimal(text.substr(0, dash), first);
  last = first;
  if (dash != std::string_view::npos) decimal(text.substr(dash + 1), last);
  if (first > 65535 || last > 65535) return "ports end at 65535";
  if (first > last) return "its first port is above its last";
  return {};
}

// Source: aws-facts G; EventBridge's and Backup's six fields, of which day of month or day of week is `?`.
std::string schedule_problem(std::string_view text) {
  if (!text.starts_with("cron(") || !text.ends_with(")")) return "it is not of the form cron(...)";
  std::vector<std::string_view> fields;
  for (const std::string_view field : base::split(text.substr(5, text.size() - 6), ' ')) {
    if (!field.empty()) fields.push_back(field);
  }
  if (fields.size() != 6) return base::cat("it has ", base::count_of(fields.size(), "field"), "; AWS wants six");
  if ((fields[2] == "?") == (fields[4] == "?"))
    return "exactly one of day of month (third) and day of week (fifth) must be `?`";
  return {};
}

std::string bucket_problem(std::string_view text) {
  constexpr std::string_view kWord = "{account_id}";
  const std::size_t length = base::replace_all(text, kWord, "111122223333").size();
  if (length < 3 || length > 63)
    return base::cat("with a 12-digit account id it has ", length, " characters; S3 takes 3 to 63");
  if (text.find("..") != std::string_view::npos) return "it has two dots in a row";
  for (const std::string_view prefix : {"xn--", "sthree-", "amzn-s3-demo-"}) {
    if (text.starts_with(prefix)) return base::cat("AWS keeps the prefix `", prefix, "` for itself");
  }
  for (const std::string_view suffix : {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"}) {
    if (text.ends_with(suffix)) return base::cat("AWS keeps the suffix `", suffix, "` for itself");
  }
  return {};
}

std::string date_problem(std::string_view text) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = 0;
  int month = 0;
  int day = 0;
  decimal(text.substr(0, 4), year);
  decimal(text.substr(5, 2), month);
  decimal(text.substr(8, 2), day);
  if (month < 1 || month > 12) return base::cat("there is no month ", month);
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days = month == 2 && !leap ? 28 : kDays[static_cast<std::size_t>(month) - 1];
  if (day < 1 || day > days) return base::cat("that month has ", days, " days");
  return {};
}

std::string file_problem(std::string_view text) {
  if (text.front() == '/') return "it is absolute; paths start at the folder of the blueprint";
  if (text.find('\\') != std::string_view::npos) return "it has a backslash; write `/` between folders";
  return line_problem(text);
}

}  // namespace

// ---- plain text --------------------------------------------------------------------------------------------------

const TextRule kAnyText{.kind = "text", .minimum = 0, .wants = "any text"};
const TextRule kLine{
    .kind = "line of text", .maximum = 200, .wants = "1 to 200 characters on one line", .problem = line_problem};
const TextRule kSentence{
    .kind = "sentence", .maximum = 500, .wants = "1 to 500 characters on one line", .problem = line_problem};
const TextRule kPhone{.kind = "phone number",
                      .pattern = "^\\+?[0-9][0-9 ()./-]*$",
                      .minimum = 4,
                      .maximum = 20,
                      .wants = "4 to 20 characters: digits and blanks, with a country code in front",
                      .example = "+1 555 0100"};
const TextRule kCountry{
    .kind = "country code", .pattern = "^[A-Z]{2}$", .wants = "two capital letters (ISO 3166-1)", .example = "US"};
const TextRule kPostalCode{.kind = "postal code",
                           .pattern = "^[A-Za-z0-9][A-Za-z0-9 -]*$",
                           .maximum = 20,
                           .wants = "up to 20 letters, digits, blanks and hyphens",
                           .example = "62701"};
const TextRule kDate{.kind = "date",
                     .pattern = "^\\d{4}-\\d{2}-\\d{2}$",
                     .wants = "year, month and day as 2026-11-30",
                     .example = "2026-11-30",
                     .problem = date_problem};
const TextRule kDottedPath{.kind = "path of keys",
                           .pattern = "^[A-Za-z0-9_-]+([.][A-Za-z0-9_ -]+)*$",
                           .maximum = 200,
                           .wants = "keys with dots between them, from the top",
                           .example = "logging.trail.retention_days"};

// ---- names -------------------------------------------------------------------------------------------------------

const TextRule kSlug{.kind = "slug",
                     .pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
                     .minimum = 2,
                     .maximum = 20,
                     .wants = "2 to 20 lower-case letters, digits and single hyphens, starting with a letter",
                     .example = "acme",
                     .slug = kNameSlug};
const TextRule kAccountName{.kind = "account name",
                            .pattern = kHyphenated,
                            .maximum = 50,
                            .wants = "up to 50 letters, digits and single hyphens, starting with a letter",
                            .example = "shop-prod",
                            .slug = kNameSlug,
                            .problem = account_problem};
const TextRule kUnitName{
    .kind = "unit name",
    .pattern = "^[A-Za-z][A-Za-z0-9]*([ _-][A-Za-z0-9]+)*$",
    .maximum = 128,
    .wants = "up to 128 letters, digits and single blanks, hyphens or underscores, starting with a letter",
    .example = "Workloads",
    .slug = kNameSlug,
    .problem = unit_problem};
const TextRule kName{.kind = "name",
                     .pattern = kHyphenated,
                     .maximum = 64,
                     .wants = "up to 64 letters, digits and single hyphens, starting with a letter",
                     .example = "shop-prod",
                     .slug = kNameSlug};
// Source: aws-facts D1; a role's 64 characters are the least of the IAM limits.
const TextRule kIamName{.kind = "IAM name",
                        .pattern = "^[A-Za-z0-9_+=,.@-]+$",
                        .maximum = 64,
                        .wants = "up to 64 letters, digits and _+=,.@-",
                        .example = "security-audit",
                        .slug = kNameSlug};
// Source: aws-facts D2.
const TextRule kPermissionSetName{.kind = "permission set name",
                                  .pattern = "^[A-Za-z0-9_+=,.@-]+$",
                                  .maximum = 32,
                                  .wants = "up to 32 letters, digits and _+=,.@-",
                                  .example = "developer",
                                  .slug = kNameSlug};
// Source: aws-facts A3.
const TextRule kAwsAccountName{.kind = "name of an AWS account",
                               .pattern = "^[ -~]+$",
                               .maximum = 50,
                               .wants = "1 to 50 printable ASCII characters",
                               .example = "Shop (production)",
                               .slug = kNameSlug,
                               .problem = line_problem};
const TextRule kTagKey{.kind = "tag key",
                       .maximum = 128,
                       .wants = "1 to 128 letters, digits, blanks and _.:/=+-@",
                       .example = "Environment",
                       .slug = kNameSlug,
                       .problem = tag_problem};
const TextRule kTagValue{.kind = "tag value",
                         .minimum = 0,
                         .maximum = 256,
                         .wants = "up to 256 letters, digits, blanks and _.:/=+-@",
                         .example = "production",
                         .problem = tag_problem};

// Source: aws-facts A6; a service may not be a wildcard.
const TextRule kResourceKind{.kind = "kind of resource",
                             .pattern = "^[a-z0-9-]+:([a-zA-Z0-9/_-]+|[*])$",
                             .maximum = 100,
                             .wants = "a service, a colon and a type of resource, ALL_SUPPORTED or *",
                             .example = "ec2:instance"};

// ---- references and identifiers ----------------------------------------------------------------------------------

const TextRule kTarget{.kind = "target",
                       .pattern = "^[A-Za-z][A-Za-z0-9 _-]*(/[A-Za-z][A-Za-z0-9 _-]*)*$",
                       .maximum = 300,
                       .wants = "Root, management, a unit's path or an account's name",
                       .example = "Workloads/Production"};
const TextRule kUnitPath{.kind = "unit path",
                         .pattern = "^[A-Za-z][A-Za-z0-9 _-]*(/[A-Za-z][A-Za-z0-9 _-]*)*$",
                         .maximum = 300,
                         .wants = "names of units with `/` between them, from the top",
                         .example = "Workloads/Production"};
const TextRule kAccountId{.kind = "account id",
                          .pattern = "^\\d{12}$",
                          .minimum = 12,
                          .maximum = 12,
                          .wants = "12 digits in quotes",
                          .example = "111122223333",
                          .slug = "blueprint/account-id"};
const TextRule kAccountNameOrId{.kind = "account name or id",
                                .pattern = "^([A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*|\\d{12})$",
                                .maximum = 50,
                                .wants = "an account of this blueprint by its name, or 12 digits in quotes",
                                .example = "audit"};
const TextRule kOrganizationId{.kind = "organization id",
                               .pattern = "^o-[a-z0-9]{10,32}$",
                               .wants = "o- and 10 to 32 lower-case letters and digits",
                               .example = "o-a1b2c3d4e5"};
const TextRule kRootId{.kind = "root id",
                       .pattern = "^r-[0-9a-z]{4,32}$",
                       .wants = "r- and 4 to 32 lower-case letters and digits",
                       .example = "r-ab12"};
const TextRule kUnitId{.kind = "organizational unit id",
                       .pattern = "^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$",
                       .wants = "ou-, the root's 4 to 32 characters, a hyphen and 8 to 32 more",
                       .example = "ou-ab12-11112222"};
const TextRule kRegion{.kind = "region name",
                       .pattern = "^[a-z]{2,4}(-[a-z]+)+-[1-9]$",
                       .maximum = 30,
                       .wants = "area, direction and number, in lower case",
                       .example = "eu-west-1",
                       .slug = "blueprint/region-name"};
const TextRule kZone{.kind = "availability zone",
                     .pattern = "^([a-f]|[a-z]{2,4}(-[a-z]+)+-[1-9][a-f]|[a-z]{2,5}[0-9]-az[1-9])$",
                     .wants = "a letter, a zone's name or a zone's id",
                     .example = "euw1-az1"};
const TextRule kArn{.kind = "ARN",
                    .pattern = "^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[0-9a-z]*:[^ ]+$",
                    .maximum = 2048,
                    .wants = "arn:partition:service:region:account:resource",
                    .example = "arn:aws:iam::111122223333:role/audit"};
const TextRule kManagedPolicy{
    .kind = "managed policy",
    .pattern = "^(arn:[a-z-]+:iam::[0-9a-z]*:policy/)?[A-Za-z0-9_+=,.@/-]+$",
    .maximum = 512,
    .wants = "the name of a policy of AWS with its path, a policy of identity.iam.policies, or an ARN",
    .example = "job-function/ViewOnlyAccess"};
const TextRule kReader{.kind = "role name or ARN",
                       .pattern = "^(arn:[a-z-]+:iam::\\d{12}:role/)?[A-Za-z0-9_+=,.@/-]+$",
                       .maximum = 512,
                       .wants = "a role's name, or its ARN",
                       .example = "security-audit"};
const TextRule kControlId{.kind = "control id",
                          .pattern = "^[a-z]+[.][a-z0-9-]+$",
                          .maximum = 60,
                          .wants = "area, dot and name of a control of the catalogue",
                          .example = "root.mfa-backup"};
const TextRule kQuotaId{.kind = "quota id",
                        .pattern = "^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$",
                        .maximum = 80,
                        .wants = "service, slash and name of a quota of the table",
                        .example = "organizations/accounts"};
const TextRule kFilePath{.kind = "file path",
                         .maximum = 300,
                         .wants = "a path from the folder of the blueprint, with `/` between folders",
                         .example = "policies/workload-boundary.json",
                         .problem = file_problem};

// ---- forms with a grammar ----------------------------------------------------------------------------------------

const TextRule kMailbox{.kind = "mail address",
                        .pattern = "^[^ @]+@[^ @]+$",
                        .minimum = 6,
                        .maximum = 64,
                        .wants = "6 to 64 characters that AWS takes: name@domain",
                        .example = "aws-security@acme.example",
                        .slug = "blueprint/mailbox",
                        .problem = mailbox_problem};
const TextRule kRootMailbox{.kind = "mail address",
                            .pattern = "^[^ @]+@[^ @]+$",
                            .minimum = 6,
                            .maximum = 74,
                            .wants = "6 to 64 characters that AWS takes once {account} is replaced: name@domain",
                            .example = "aws+{account}@acme.example",
                            .slug = "blueprint/mailbox",
                            .problem = mailbox_problem,
                            .placeholders = "account"};
const TextRule kCidr{.kind = "address range",
                     .pattern = "^[0-9.]+/[0-9]{1,2}$",
                     .maximum = 18,
                     .wants = "the first address and the prefix length of an IPv4 range",
                     .example = "10.0.0.0/16",
                     .slug = "blueprint/cidr",
                     .problem = cidr_problem};
const TextRule kTrafficSource{.kind = "source or destination of traffic",
                              .pattern = "^([A-Za-z][A-Za-z0-9-]*|[0-9.]+/[0-9]{1,2}|[0-9a-f:]+/[0-9]{1,3})$",
                              .maximum = 64,
                              .wants = "a security group of this blueprint, a prefix list (pl-...) or an address range",
                              .example = "web",
                              .problem = source_problem};
const TextRule kPorts{.kind = "port",
                      .pattern = "^([0-9]{1,5}(-[0-9]{1,5})?|all)$",
                      .wants = "a port, a range of ports such as 8000-8100, or all",
                      .example = "443",
                      .problem = ports_problem,
                      .numbers = true};
const TextRule kSchedule{.kind = "schedule",
                         .pattern = "^cron[(][A-Z0-9*,/?#-]+( [A-Z0-9*,/?#-]+)+[)]$",
                         .maximum = 256,
                         .wants = "cron(minutes hours day-of-month month day-of-week year), in UTC",
                         .example = "cron(0 3 * * ? *)",
                         .slug = "blueprint/schedule",
                         .problem = schedule_problem};
const TextRule kBucketPattern{
    .kind = "bucket name",
    .pattern = "^([a-z0-9]|[{]account_id[}])([a-z0-9.-]|[{]account_id[}])*([a-z0-9]|[{]account_id[}])$",
    .maximum = 63,
    .wants = "3 to 63 lower-case letters, digits, dots and hyphens, with {account_id} to make it unique",
    .example = "cloudtrail-logs-{account_id}",
    .slug = kNameSlug,
    .problem = bucket_problem,
    .placeholders = "account_id"};
const TextRule kAction{.kind = "action",
                       .pattern = "^([*]|[a-z0-9-]+:[A-Za-z0-9*?]+)$",
                       .maximum = 128,
                       .wants = "a service's prefix in lower case, a colon and an action; * and ? are wildcards",
                       .example = "s3:GetObject"};
const TextRule kMetric{.kind = "metric",
                       .pattern = "^[A-Za-z][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)+$",
                       .maximum = 255,
                       .wants = "a service's short name or a namespace, a slash and the metric",
                       .example = "ec2/CPUUtilization"};
const TextRule kParameterValue{.kind = "parameter value",
                               .minimum = 0,
                               .maximum = 4096,
                               .wants = "up to 4096 characters",
                               .example = "{slug}-orders",
                               .placeholders = "slug account account_id region home_region organization_id",
                               .numbers = true};

}  // namespace landform::blueprint
