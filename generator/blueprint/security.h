// `security`: the detective services, run from the audit account for the whole organization.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class Protection : std::uint8_t { s3, eks, rds, lambda, malware, runtime };
enum class Standard : std::uint8_t {
  fsbp,
  cis_1_4,
  cis_3_0,
  cis_5_0,
  nist_800_53,
  nist_800_171,
  pci_dss_3_2_1,
  pci_dss_4_0,
  resource_tagging
};
enum class FindingSeverity : std::uint8_t { low, medium, high, critical };
enum class AlarmSet : std::uint8_t { cis };

// Findings that are archived as they come, because they are expected.
struct Suppression {
  Listed<std::string> finding_types;
  Named<std::string> where;
  Written<std::string> reason;
};

struct GuardDuty {
  Written<bool> enabled;
  Listed<Protection> protections;
  Written<bool> export_findings;
  Named<Suppression> suppress;
};

struct SecurityHub {
  Written<bool> enabled;
  Listed<Standard> standards;
  Named<std::string> disabled_controls;
};

struct ConfigRule {
  Written<std::string> identifier;
  Listed<std::int64_t> blocked_ports;
  Named<std::string> parameters;
  Written<std::string> guard;
  Listed<std::string> resource_types;
  Written<std::string> description;
  Written<bool> remediate;
};

struct Notify {
  Written<Channel> channel;
  Written<FindingSeverity> guardduty_severity, security_hub_severity;
  Written<bool> health;
};

struct Security {
  Written<GuardDuty> guardduty;
  Written<SecurityHub> security_hub;
  Written<bool> inspector, macie, detective;
  Named<ConfigRule> config_rules;
  Listed<AlarmSet> alarms;
  Written<Notify> notify;
};

std::span<const Word> words_of(Protection);
std::span<const Word> words_of(Standard);
std::span<const Word> words_of(FindingSeverity);
std::span<const Word> words_of(AlarmSet);
std::span<const Field> fields_of(const Suppression*);
std::span<const Field> fields_of(const GuardDuty*);
std::span<const Field> fields_of(const SecurityHub*);
std::span<const Field> fields_of(const ConfigRule*);
std::span<const Field> fields_of(const Notify*);
std::span<const Field> fields_of(const Security*);

}  // namespace landform::blueprint
