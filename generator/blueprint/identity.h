// `identity`: who gets in. `center` is IAM Identity Center; `iam` is what each account carries itself.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/shared.h"

namespace landform::blueprint {

enum class IdentitySource : std::uint8_t { directory, external, active_directory };

struct CenterGroup {
  Listed<std::string> members;  // mail addresses
  Written<std::string> description;
};

struct CenterUser {
  Written<std::string> given_name, family_name;
  Written<std::string> display_name;
};

struct PermissionSet {
  Listed<std::string> managed_policies;
  Listed<std::string> policies;
  Listed<Statement> statements;
  Written<std::string> boundary;
  Written<std::int64_t> session_hours;
  Written<std::string> relay_state;
  Written<std::string> description;
  Tags tags;
};

struct Assignment {
  Written<std::string> group, user;
  Written<std::string> permission_set;
  Listed<std::string> to;
};

struct Center {
  Written<IdentitySource> identity_source;
  Written<std::int64_t> portal_session_hours;
  Named<CenterUser> users;  // by mail address
  Named<CenterGroup> groups;
  Named<PermissionSet> permission_sets;
  Listed<Assignment> assignments;
};

struct PasswordPolicy {
  Written<std::int64_t> minimum_length, rotation_days, remember;
};

struct IamGroup {
  Listed<std::string> managed_policies, policies, to;
};

struct IamUser {
  Listed<std::string> groups;
  Written<std::string> boundary;
  Listed<std::string> to;
};

struct OpenIdTrust {
  Written<std::string> provider;
  Written<std::string> audience;
  Listed<std::string> subjects;
};

struct Trust {
  Written<std::string> account;  // a name of this blueprint, or twelve digits
  Listed<std::string> principals;
  Written<std::string> external_id;
  Written<bool> mfa;
  Written<std::string> service;
  Listed<std::string> source_arns;
  Written<bool> source_account;
  Written<OpenIdTrust> oidc;
  Written<std::string> saml;
};

struct IamRole {
  Written<Trust> trust;
  Listed<std::string> managed_policies, policies;
  Written<std::string> boundary;
  Written<std::int64_t> session_hours;
  Listed<std::string> to;
  Written<std::string> description;
};

struct IamPolicy {
  Written<std::string> file;
  Written<std::string> preset;
  Written<Tree> parameters;  // of a preset: name -> value or values
  Listed<Statement> statements;
  Written<std::string> description;
};

enum class Analyzer : std::uint8_t { external, unused };

// Findings that are archived as they come. Every key that is written has to fit.
struct ArchiveRule {
  Written<Analyzer> analyzer;
  Listed<std::string> resources, resource_types, principals, finding_types;
  Written<std::string> why;
};

struct SamlProvider {
  Written<std::string> file;
};

struct AccessAnalyzer {
  Written<bool> external, unused;
  Written<std::int64_t> unused_days;
  Named<ArchiveRule> archive;
};

struct Iam {
  Written<PasswordPolicy> password_policy;
  Written<bool> require_mfa;
  Named<IamGroup> groups;
  Named<IamUser> users;
  Named<IamRole> roles;
  Named<IamPolicy> policies;
  Named<SamlProvider> saml_providers;
  Written<AccessAnalyzer> access_analyzer;
};

struct Identity {
  Written<Center> center;
  Written<Iam> iam;
};

std::span<const Word> words_of(IdentitySource);
std::span<const Word> words_of(Analyzer);
std::span<const Field> fields_of(const CenterGroup*);
std::span<const Field> fields_of(const CenterUser*);
std::span<const Field> fields_of(const PermissionSet*);
std::span<const Field> fields_of(const Assignment*);
std::span<const Field> fields_of(const Center*);
std::span<const Field> fields_of(const PasswordPolicy*);
std::span<const Field> fields_of(const IamGroup*);
std::span<const Field> fields_of(const IamUser*);
std::span<const Field> fields_of(const OpenIdTrust*);
std::span<const Field> fields_of(const Trust*);
std::span<const Field> fields_of(const IamRole*);
std::span<const Field> fields_of(const IamPolicy*);
std::span<const Field> fields_of(const ArchiveRule*);
std::span<const Field> fields_of(const SamlProvider*);
std::span<const Field> fields_of(const AccessAnalyzer*);
std::span<const Field> fields_of(const Iam*);
std::span<const Field> fields_of(const Identity*);

}  // namespace landform::blueprint
