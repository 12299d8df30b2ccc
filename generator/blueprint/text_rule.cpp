#include "blueprint/text_rule.h"

#include "blueprint/mailbox.h"
#include "blueprint/mend.h"
#include "blueprint/text_problems.h"

namespace landform::blueprint {
namespace {

constexpr std::string_view kNameSlug = "blueprint/name-pattern";
constexpr std::string_view kHyphenated = "^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$";

}  // namespace

// ---- plain text --------------------------------------------------------------------------------------------------

const TextRule kAnyText{.kind = "text", .minimum = 0, .wants = "any text"};
const TextRule kLine{.kind = "line of text",
                     .maximum = 200,
                     .wants = "1 to 200 characters on one line",
                     .problem = line_problem,
                     .mend = mend_blanks};
const TextRule kSentence{.kind = "sentence",
                         .maximum = 500,
                         .wants = "1 to 500 characters on one line",
                         .problem = line_problem,
                         .mend = mend_blanks};
// Source: Account Management API, ContactInformation; what it takes, alternate contacts take, too.
const TextRule kPhone{.kind = "phone number",
                      .pattern = "^[+][0-9][0-9 ()-]*$",
                      .minimum = 5,
                      .maximum = 20,
                      .wants =
                          "a plus sign and the country code, then digits, blanks, hyphens and parentheses; 5 to 20 "
                          "characters",
                      .example = "+1 555 0100",
                      .mend = mend_phone};
// Source: Account Management API, PutAlternateContact and ContactInformation.
const TextRule kContactName{.kind = "name of a contact",
                            .maximum = 64,
                            .wants = "1 to 64 characters on one line",
                            .example = "Cloud security team",
                            .problem = line_problem,
                            .mend = mend_blanks};
const TextRule kContactTitle{.kind = "title of a contact",
                             .maximum = 50,
                             .wants = "1 to 50 characters on one line",
                             .example = "Security operations",
                             .problem = line_problem,
                             .mend = mend_blanks};
const TextRule kStreet{.kind = "street",
                       .maximum = 60,
                       .wants = "1 to 60 characters on one line",
                       .example = "1 Market Street",
                       .problem = line_problem,
                       .mend = mend_blanks};
const TextRule kPlace{.kind = "name of a place or company",
                      .maximum = 50,
                      .wants = "1 to 50 characters on one line",
                      .example = "Springfield",
                      .problem = line_problem,
                      .mend = mend_blanks};
const TextRule kCountry{.kind = "country code",
                        .pattern = "^[A-Z]{2}$",
                        .wants = "two capital letters (ISO 3166-1)",
                        .example = "US",
                        .mend = mend_country};
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
const TextRule kFinalPath{.kind = "path of keys",
                          .pattern = "^[^. ][^ ]*$",
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
                     .slug = kNameSlug,
                     .mend = mend_name};
const TextRule kAccountName{.kind = "account name",
                            .pattern = kHyphenated,
                            .maximum = 50,
                            .wants = "up to 50 letters, digits and single hyphens, starting with a letter",
                            .example = "shop-prod",
                            .slug = kNameSlug,
                            .problem = account_problem,
                            .mend = mend_name};
// Source: aws-facts D1; what has twelve digits would be taken for an account id.
const TextRule kAccountAlias{.kind = "account alias",
                             .pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
                             .minimum = 3,
                             .maximum = 63,
                             .wants = "3 to 63 lower-case letters, digits and single hyphens, hyphens not at the ends",
                             .example = "acme-shop",
                             .slug = kNameSlug,
                             .problem = alias_problem,
                             .mend = mend_name};
const TextRule kUnitName{
    .kind = "unit name",
    .pattern = "^[A-Za-z][A-Za-z0-9]*([ _-][A-Za-z0-9]+)*$",
    .maximum = 128,
    .wants = "up to 128 letters, digits and single blanks, hyphens or underscores, starting with a letter",
    .example = "Workloads",
    .slug = kNameSlug,
    .problem = unit_problem,
    .mend = mend_blanks};
const TextRule kName{.kind = "name",
                     .pattern = kHyphenated,
                     .maximum = 64,
                     .wants = "up to 64 letters, digits and single hyphens, starting with a letter",
                     .example = "shop-prod",
                     .slug = kNameSlug,
                     .mend = mend_name};
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
                               .problem = aws_account_name_problem,
                               .mend = mend_blanks};
// Source: aws-facts D2.
const TextRule kCenterName{.kind = "group name",
                           .pattern = "^[A-Za-z0-9][A-Za-z0-9 _+=,.@-]*$",
                           .maximum = 128,
                           .wants = "up to 128 letters, digits, blanks and _+=,.@-",
                           .example = "platform-admins",
                           .slug = kNameSlug};
const TextRule kPersonName{.kind = "name of a person",
                           .maximum = 200,
                           .wants = "1 to 200 characters on one line",
                           .example = "Ada Lovelace",
                           .problem = line_problem,
                           .mend = mend_blanks};
// Source: aws-facts D2.
const TextRule kSetTag{.kind = "tag of a permission set",
                       .pattern = "^[A-Za-z0-9_+=,.@-]+$",
                       .maximum = 128,
                       .wants = "up to 128 letters, digits and _+=,.@-",
                       .example = "platform",
                       .slug = kNameSlug};
// Source: aws-facts G; rules and vaults of AWS Backup take up to 50.
const TextRule kBackupName{.kind = "name of a backup plan",
                           .pattern = "^[A-Za-z0-9][A-Za-z0-9_.-]*$",
                           .maximum = 50,
                           .wants = "up to 50 letters, digits and _.-",
                           .example = "daily",
                           .slug = kNameSlug};
const TextRule kParameterName{.kind = "parameter name",
                              .pattern = "^[A-Za-z][A-Za-z0-9]*$",
                              .maximum = 255,
                              .wants = "up to 255 letters and digits, starting with a letter",
                              .example = "BusName",
                              .slug = kNameSlug};
// Source: aws-facts A4.
const TextRule kSid{.kind = "statement id",
                    .pattern = "^[A-Za-z0-9]+$",
                    .maximum = 128,
                    .wants = "letters and digits",
                    .example = "DenyCommitments",
                    .slug = kNameSlug};
const TextRule kTagKey{.kind = "tag key",
                       .maximum = 128,
                       .wants = "1 to 128 letters, digits, blanks and _.:/=+-@",
                       .example = "Environment",
                       .slug = kNameSlug,
                       .problem = tag_key_problem};
const TextRule kTagValue{.kind = "tag value",
                         .minimum = 0,
                         .maximum = 256,
                         .wants = "up to 256 letters, digits, blanks and _.:/=+-@",
                         .example = "production",
                         .problem = tag_value_problem};

// Source: aws-facts A6; tag policies take one wildcard in a value.
const TextRule kTagValuePattern{.kind = "tag value",
                                .minimum = 0,
                                .maximum = 256,
                                .wants = "up to 256 letters, digits, blanks and _.:/=+-@, and one * for any text",
                                .example = "production",
                                .problem = tag_value_pattern_problem};

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
                       .slug = "blueprint/region-name",
                       .mend = mend_region};
const TextRule kZone{.kind = "availability zone",
                     .pattern = "^([a-f]|[a-z]{2,4}(-[a-z]+)+-[1-9][a-f]|[a-z]{2,5}[0-9]-az[1-9])$",
                     .wants = "a letter, a zone's name or a zone's id",
                     .example = "euw1-az1"};
const TextRule kArn{.kind = "ARN",
                    .pattern = "^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:[0-9a-z]*:[^ ]+$",
                    .maximum = 2048,
                    .wants = "arn:partition:service:region:account:resource",
                    .example = "arn:aws:iam::111122223333:role/audit"};
const TextRule kInstanceId{.kind = "instance id",
                           .pattern = "^i-([0-9a-f]{8}|[0-9a-f]{17})$",
                           .wants = "i- and 8 or 17 hexadecimal digits",
                           .example = "i-0123456789abcdef0"};
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
const TextRule kResource{.kind = "resource of a policy",
                         .pattern = "^([*]|arn:[^ ]+|[$][{][^ ]+)$",
                         .maximum = 2048,
                         .wants = "an ARN with wildcards, or *",
                         .example = "arn:aws:s3:::acme-*"};
const TextRule kPrincipal{
    .kind = "principal",
    .pattern = "^([A-Za-z0-9_+=,.@*?/-]+|arn:[a-z*?-]+:(iam|sts):[*]?:[0-9*?]*:[A-Za-z0-9_+=,.@*?:/-]+)$",
    .maximum = 512,
    .wants = "a name or an ARN of a role or user, with wildcards",
    .example = "arn:aws:iam::*:role/deployer"};
const TextRule kServicePrincipal{.kind = "service principal",
                                 .pattern = "^[a-z0-9.-]+[.](amazonaws[.]com([.]cn)?|aws[.]internal)$",
                                 .maximum = 128,
                                 .wants = "the name of a service of AWS, ending in .amazonaws.com",
                                 .example = "lambda.amazonaws.com"};
// Source: IAM Access Analyzer, filter keys; criteria of an archive rule.
const TextRule kFindingText{.kind = "part of an ARN",
                            .pattern = "^[!-~]+$",
                            .maximum = 200,
                            .wants = "1 to 200 characters without blanks",
                            .example = ":role/observability-vendor"};
const TextRule kFindingType{
    .kind = "type of a finding",
    .pattern = "^(UnusedIAMRole|UnusedIAMUserAccessKey|UnusedIAMUserPassword|UnusedPermission)$",
    .wants = "UnusedIAMRole, UnusedIAMUserAccessKey, UnusedIAMUserPassword or UnusedPermission",
    .example = "UnusedPermission"};
const TextRule kResourceType{.kind = "type of resources",
                             .pattern = "^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$",
                             .wants = "a type of CloudFormation",
                             .example = "AWS::IAM::Role"};
const TextRule kEndpoint{.kind = "endpoint",
                         .pattern = "^[a-z][a-z0-9]*([.-][a-z0-9]+)*$",
                         .maximum = 64,
                         .wants = "a service as endpoint names have it, without com.amazonaws and region",
                         .example = "ecr.api"};
// Source: IAM, AssumeRole's ExternalId.
const TextRule kExternalId{.kind = "external id",
                           .pattern = "^[A-Za-z0-9_+=,.@:/-]+$",
                           .minimum = 2,
                           .maximum = 1224,
                           .wants = "2 to 1224 letters, digits and _+=,.@:/-",
                           .example = "acme-7f3a"};
const TextRule kHost{.kind = "host name",
                     .pattern = "^[a-z0-9][a-z0-9.-]*[.][a-z]+(/[A-Za-z0-9._/-]*)?$",
                     .maximum = 255,
                     .wants = "a host with its path, without https://",
                     .example = "token.actions.githubusercontent.com"};
const TextRule kDomain{
    .kind = "domain name",
    .pattern = "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?([.][A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$",
    .maximum = 253,
    .wants = "letters, digits and hyphens, with dots between the labels",
    .example = "corp.acme.example"};
// Source: aws-facts D2 (RelayStateType).
const TextRule kUrl{.kind = "address of a page",
                    .pattern = "^https://[!-~]+$",
                    .maximum = 240,
                    .wants = "an address that begins with https://",
                    .example = "https://console.aws.amazon.com/billing/"};
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
const TextRule kCatalogControl{.kind = "control",
                               .pattern = "^[A-Za-z][A-Za-z0-9._-]*$",
                               .maximum = 100,
                               .wants = "the name that Control Tower has for a control",
                               .example = "AWS-GR_RESTRICT_ROOT_USER"};
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
                        .problem = mailbox_problem,
                        .doubt = personal_mailbox};
const TextRule kMemberMailbox{.kind = "mail address",
                              .pattern = "^[^ @]+@[^ @]+$",
                              .minimum = 6,
                              .maximum = 64,
                              .wants = "6 to 64 characters that AWS takes: name@domain",
                              .example = "ada@acme.example",
                              .slug = "blueprint/mailbox",
                              .problem = mailbox_problem};
const TextRule kRootMailbox{.kind = "mail address",
                            .pattern = "^[^ @]+@[^ @]+$",
                            .minimum = 6,
                            .maximum = 74,
                            .wants = "6 to 64 characters that AWS takes once {account} is replaced: name@domain",
                            .example = "aws+{account}@acme.example",
                            .slug = "blueprint/mailbox",
                            .problem = root_mailbox_problem,
                            .doubt = personal_mailbox,
                            .placeholders = "account"};
const TextRule kCidr{.kind = "address range",
                     .pattern = "^[0-9.]+/[0-9]{1,2}$",
                     .maximum = 18,
                     .wants = "the first address and the prefix length of an IPv4 range",
                     .example = "10.0.0.0/16",
                     .slug = "blueprint/cidr",
                     .problem = cidr_problem,
                     .mend = mend_range};
const TextRule kCidrOrPrefix{.kind = "address range or prefix",
                             .pattern = "^([0-9.]+)?/[0-9]{1,2}$",
                             .maximum = 18,
                             .wants = "an IPv4 range, or a slash and the length of a range that landform picks",
                             .example = "10.80.0.0/20",
                             .slug = "blueprint/cidr",
                             .problem = cidr_or_prefix_problem,
                             .mend = mend_range};
const TextRule kIpv6Cidr{.kind = "IPv6 range",
                         .pattern = "^[0-9A-Fa-f:]+/[0-9]{1,3}$",
                         .maximum = 43,
                         .wants = "the first address and the prefix length of an IPv6 range",
                         .example = "2001:db8:1::/56",
                         .slug = "blueprint/cidr",
                         .problem = ipv6_problem,
                         .mend = mend_range};
// Source: EC2 and IPAM ids, "AWS::EC2::VPCCidrBlock".
const TextRule kIpv6Pool{.kind = "source of IPv6 addresses",
                         .pattern = "^(none|amazon|ipv6pool-ec2-[0-9a-f]{8,17}|ipam-pool-[0-9a-f]{8,17})$",
                         .wants = "none, amazon, or the id of a pool of yours (ipv6pool-ec2-..., ipam-pool-...)",
                         .example = "amazon"};
const TextRule kIpv4Address{.kind = "address",
                            .pattern = "^[0-9]{1,3}(\\.[0-9]{1,3}){3}$",
                            .wants = "an IPv4 address",
                            .example = "10.0.0.2",
                            .problem = address_problem};
const TextRule kResolver{.kind = "name server",
                         .pattern = "^([0-9]{1,3}(\\.[0-9]{1,3}){3}|AmazonProvidedDNS)$",
                         .wants = "the IPv4 address of a name server, or AmazonProvidedDNS",
                         .example = "AmazonProvidedDNS",
                         .problem = address_problem};
const TextRule kTrafficSource{.kind = "source or destination of traffic",
                              .pattern = "^([A-Za-z][A-Za-z0-9-]*|[0-9.]+/[0-9]{1,2}|[0-9a-f:]+/[0-9]{1,3})$",
                              .maximum = 64,
                              .wants = "a security group of this blueprint, a prefix list (pl-...) or an address range",
                              .example = "web",
                              .problem = source_problem,
                              .mend = mend_range};
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
                         .problem = schedule_problem,
                         .mend = mend_schedule};
const TextRule kBucketPattern{
    .kind = "bucket name",
    .pattern = "^([a-z0-9]|[{]account_id[}])([a-z0-9.-]|[{]account_id[}])*([a-z0-9]|[{]account_id[}])$",
    .maximum = 63,
    .wants = "3 to 63 lower-case letters, digits, dots and hyphens, with {account_id} to make it unique",
    .example = "cloudtrail-logs-{account_id}",
    .slug = kNameSlug,
    .problem = bucket_problem,
    .mend = mend_name,
    .placeholders = "account_id"};
const TextRule kAction{.kind = "action",
                       .pattern = "^([*]|[a-z0-9-]+:[A-Za-z0-9*?]+)$",
                       .maximum = 128,
                       .wants = "a service's prefix in lower case, a colon and an action; * and ? are wildcards",
                       .example = "s3:GetObject"};
const TextRule kDimension{.kind = "dimension",
                          .pattern = "^[A-Za-z][A-Za-z0-9._-]*$",
                          .maximum = 255,
                          .wants = "the name of a dimension",
                          .example = "InstanceId"};
const TextRule kMetric{.kind = "metric",
                       .pattern = "^[A-Za-z][A-Za-z0-9._-]*(/[A-Za-z0-9._%-]+)+$",
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
const TextRule kRuleParameter{
    .kind = "parameter value", .maximum = 1024, .wants = "1 to 1024 characters", .example = "90", .numbers = true};
// Source: aws-facts E3.
const TextRule kRuleIdentifier{.kind = "identifier of a managed Config rule",
                               .pattern = "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$",
                               .maximum = 256,
                               .wants = "capital letters, digits and single underscores",
                               .example = "ENCRYPTED_VOLUMES"};
// Source: GuardDuty user guide, finding format: purpose, resource type, family and details.
const TextRule kThreatType{.kind = "finding type",
                           .pattern = "^[A-Za-z]+:[A-Za-z0-9]+/[A-Za-z0-9.!_-]+$",
                           .maximum = 128,
                           .wants = "a purpose, a colon, a kind of resource, a slash and what was found",
                           .example = "Recon:EC2/PortProbeUnprotectedPort"};
// Source: Security Hub user guide, controls reference.
const TextRule kHubControl{.kind = "Security Hub control",
                           .pattern = "^[A-Za-z0-9]+[.][0-9]+$",
                           .maximum = 64,
                           .wants = "a service, a full stop and a number",
                           .example = "IAM.6"};
// Source: aws-facts F1.
const TextRule kRuleReason{.kind = "description of a security group",
                           .pattern = "^[A-Za-z0-9. _:/()#,@+=&;{}!$*-]+$",
                           .maximum = 255,
                           .wants = "up to 255 letters, digits, blanks and ._-:/()#,@+=&;{}!$*",
                           .example = "public storefront",
                           .mend = mend_blanks};

}  // namespace landform::blueprint
