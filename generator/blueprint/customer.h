// `customer`: who the organization belongs to.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "blueprint/field.h"

namespace landform::blueprint {

struct Address {
  Written<std::string> recipient, street, city, state, postal_code, country;
};

// An alternate contact; its address is the mailbox of the same name.
struct Contact {
  Written<std::string> name, title, phone;
};

struct Contacts {
  Written<Contact> billing, operations, security;
};

struct Mailboxes {
  Written<std::string> root;  // holds {account} when each account gets its own
  Written<std::string> billing, operations, security;
};

enum class Regulation : std::uint8_t { cis, fedramp, gdpr, hipaa, iso_27001, nist_800_53, pci_dss, soc_2 };
enum class SupportPlan : std::uint8_t { basic, developer, business, enterprise_on_ramp, enterprise };

struct Customer {
  Written<std::string> name;
  Written<std::string> slug;
  Written<Address> address;
  Written<std::string> phone;
  Written<Mailboxes> mailboxes;
  Written<Contacts> contacts;
  Listed<Regulation> compliance;
  Written<SupportPlan> support_plan;
};

std::span<const Word> words_of(Regulation);
std::span<const Word> words_of(SupportPlan);
std::span<const Field> fields_of(const Address*);
std::span<const Field> fields_of(const Contact*);
std::span<const Field> fields_of(const Contacts*);
std::span<const Field> fields_of(const Mailboxes*);
std::span<const Field> fields_of(const Customer*);

}  // namespace landform::blueprint
