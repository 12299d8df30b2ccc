// `organization`: regions, delivery, and the tree of units and accounts.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "aws/names.h"
#include "blueprint/field.h"

namespace landform::blueprint {

enum class Delivery : std::uint8_t { stack_sets, control_tower };
enum class AccountRole : std::uint8_t { workload, management, log_archive, audit, network, backup };

// Values may be null: the tag is not inherited here.
using Tags = Named<std::string>;

struct Account {
  Written<AccountRole> role;
  Written<std::string> email;  // unset: customer.mailboxes.root with {account} replaced
  Written<std::string> name;   // the name in AWS; unset: the key
  Written<std::string> alias;  // unset: the slug and the name in AWS
  Written<aws::AccountId> id;  // an account that exists already
  Written<std::string> was;    // the key's former name
  Tags tags;
};

struct Unit {
  Named<Unit> units;
  Named<Account> accounts;
  Tags tags;
  Written<std::string> id;   // an organizational unit that exists already
  Written<std::string> was;  // the key's former name
};

// Units that a change reaches together.
struct Ring {
  Written<std::string> name;
  Listed<std::string> units;
};

struct Organization {
  Written<std::string> id;       // o-...: an organization that exists already
  Written<std::string> root_id;  // r-...
  Written<aws::RegionName> home_region;
  Listed<aws::RegionName> regions;
  Written<Delivery> delivery;
  Written<aws::AccountId> management_account;
  Written<std::string> management_alias;
  Named<Unit> units;
  Listed<Ring> rings;
};

std::span<const Word> words_of(Delivery);
std::span<const Word> words_of(AccountRole);
std::span<const Field> fields_of(const Account*);
std::span<const Field> fields_of(const Unit*);
std::span<const Field> fields_of(const Ring*);
std::span<const Field> fields_of(const Organization*);

}  // namespace landform::blueprint
