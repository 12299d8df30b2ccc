// The kinds of text in the language: what each may look like, in one table row a kind, for the decoder and the JSON
// Schema. Rules that need more than the text itself (does the region exist? is the address unique?) belong to resolve.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace landform::blueprint {

struct TextRule {
  std::string_view kind;          // "account name"; messages say "`x` is no account name"
  std::string_view pattern = {};  // a pattern.h pattern; empty: any text
  std::uint32_t minimum = 1;      // characters
  std::uint32_t maximum = 0;      // characters; 0: no limit of ours
  std::string_view wants = {};    // what such a text is, in words, to go on after "wanted: "
  std::string_view example = {};  // unquoted
  std::string_view slug = "blueprint/text-form";
  // What the pattern cannot say: how a sentence that begins with the text goes on ("has no `@`"); empty when it is
  // fine.
  std::string (*problem)(std::string_view text) = nullptr;
  // What was probably meant by a text that is refused; offered only if it fits. Empty for no idea.
  std::string (*mend)(std::string_view text) = nullptr;
  // Why a text that is taken deserves blueprint/personal-mailbox; same form.
  std::string (*doubt)(std::string_view text) = nullptr;
  std::string_view placeholders = {};  // "{account}" words that landform replaces in it, separated by spaces
  bool numbers = false;                // an unquoted whole number is the same text
};

// Plain text.
extern const TextRule kAnyText;
extern const TextRule kLine;      // one line, for people: names, titles, reasons
extern const TextRule kSentence;  // a description or reason of up to 500 characters
extern const TextRule kPhone;
extern const TextRule kContactName;
extern const TextRule kContactTitle;
extern const TextRule kStreet;
extern const TextRule kPlace;    // a city, state or company of an address
extern const TextRule kCountry;  // ISO 3166-1 alpha-2
extern const TextRule kPostalCode;
extern const TextRule kDate;       // 2026-11-22
extern const TextRule kFinalPath;  // logging.trail.retention_days

// Names that the customer chooses.
extern const TextRule kSlug;  // prefix of stacks, buckets, aliases
extern const TextRule kAccountName;
extern const TextRule kAccountAlias;
extern const TextRule kUnitName;
extern const TextRule kName;     // everything else that is named in a map: vpcs, plans, alarms
extern const TextRule kIamName;  // IAM and Identity Center names
extern const TextRule kPermissionSetName;
extern const TextRule kAwsAccountName;
extern const TextRule kCenterName;  // groups of Identity Center
extern const TextRule kPersonName;
extern const TextRule kSetTag;  // keys and values of tags of permission sets
extern const TextRule kBackupName;
extern const TextRule kParameterName;
extern const TextRule kSid;
extern const TextRule kTagKey;
extern const TextRule kTagValue;
extern const TextRule kTagValuePattern;  // a value, or one with a wildcard
extern const TextRule kResourceKind;     // ec2:instance

// References and identifiers.
extern const TextRule kTarget;  // "Root", "management", a unit's path or an account's name
extern const TextRule kUnitPath;
extern const TextRule kAccountId;  // twelve digits
extern const TextRule kAccountNameOrId;
extern const TextRule kOrganizationId;
extern const TextRule kRootId;
extern const TextRule kUnitId;
extern const TextRule kRegion;
extern const TextRule kZone;  // "eu-west-1a", "euw1-az1" or "a"
extern const TextRule kArn;
extern const TextRule kInstanceId;        // i-0123456789abcdef0
extern const TextRule kManagedPolicy;     // name with path, or an ARN
extern const TextRule kReader;            // a role's name or ARN
extern const TextRule kResource;          // a pattern of ARNs in a policy
extern const TextRule kPrincipal;         // a role's or user's name or ARN, with wildcards
extern const TextRule kServicePrincipal;  // lambda.amazonaws.com
extern const TextRule kFindingText;       // a part of a resource's or principal's ARN
extern const TextRule kFindingType;       // of unused access
extern const TextRule kResourceType;      // AWS::IAM::Role
extern const TextRule kEndpoint;          // ssmmessages, ecr.api
extern const TextRule kExternalId;
extern const TextRule kHost;
extern const TextRule kDomain;
extern const TextRule kUrl;
extern const TextRule kControlId;       // trail.validation
extern const TextRule kQuotaId;         // organizations/accounts
extern const TextRule kCatalogControl;  // AWS-GR_RESTRICT_ROOT_USER, a control of Control Tower
extern const TextRule kFilePath;

// Forms with a grammar.
extern const TextRule kMailbox;
extern const TextRule kRootMailbox;    // may hold {account}
extern const TextRule kMemberMailbox;  // a person's, who is meant
extern const TextRule kCidr;           // IPv4
extern const TextRule kCidrOrPrefix;   // IPv4; or "/20"
extern const TextRule kIpv6Cidr;
extern const TextRule kIpv6Pool;  // none, amazon or the id of a pool
extern const TextRule kIpv4Address;
extern const TextRule kResolver;       // an address, or AmazonProvidedDNS
extern const TextRule kTrafficSource;  // group, cidr or prefix list
extern const TextRule kPorts;          // 443 or 8000-8100
extern const TextRule kSchedule;       // cron(...)
extern const TextRule kBucketPattern;
extern const TextRule kAction;          // s3:GetObject
extern const TextRule kDimension;       // InstanceId
extern const TextRule kMetric;          // ec2/CPUUtilization
extern const TextRule kParameterValue;  // of a template; with placeholders
extern const TextRule kRuleParameter;   // of a Config rule
extern const TextRule kRuleIdentifier;  // ENCRYPTED_VOLUMES
extern const TextRule kThreatType;      // Recon:EC2/PortProbeUnprotectedPort
extern const TextRule kHubControl;      // IAM.6
extern const TextRule kRuleReason;      // description of a security group or of its rules

}  // namespace landform::blueprint
