#include "blueprint/customer.h"

namespace landform::blueprint {
namespace {

constexpr Word kRegulations[] = {
    {"cis", "CIS AWS Foundations Benchmark"},
    {"fedramp", "FedRAMP moderate"},
    {"gdpr", "EU General Data Protection Regulation"},
    {"hipaa", "US Health Insurance Portability and Accountability Act"},
    {"iso-27001", "ISO/IEC 27001"},
    {"nist-800-53", "NIST SP 800-53"},
    {"pci-dss", "Payment Card Industry Data Security Standard 4.0"},
    {"soc-2", "SOC 2"},
};

constexpr Word kSupportPlans[] = {
    {"basic", "no technical support"},
    {"developer", "business hours, by e-mail"},
    {"business", "around the clock"},
    {"enterprise-on-ramp", "a pool of technical account managers"},
    {"enterprise", "a technical account manager of one's own"},
};

constexpr Field kAddress[] = {
    field<&Address::recipient>("recipient", {.rule = text(kPlace),
                                             .absent = "the customer's name",
                                             .doc = "Whom AWS addresses: the company or a team, never a person.",
                                             .example = "Acme cloud platform"}),
    field<&Address::street>("street", {.rule = text(kStreet),
                                       .need = Need::required,
                                       .doc = "Street and number of the company.",
                                       .example = "1 Market Street"}),
    field<&Address::city>(
        "city",
        {.rule = text(kPlace), .need = Need::required, .doc = "City of the company.", .example = "Springfield"}),
    field<&Address::state>("state", {.rule = text(kPlace),
                                     .absent = "no state is given, which AWS takes for most countries",
                                     .doc = "State, province or region, where the country has them.",
                                     .example = "IL"}),
    field<&Address::postal_code>("postal_code", {.rule = text(kPostalCode),
                                                 .need = Need::required,
                                                 .doc = "Postal code, in quotes: a number would lose its leading zero.",
                                                 .example = "\"62701\""}),
    field<&Address::country>("country", {.rule = text(kCountry),
                                         .need = Need::required,
                                         .doc = "Country, as two capital letters of ISO 3166-1.",
                                         .example = "US"}),
};

constexpr Field kContact[] = {
    field<&Contact::name>("name", {.rule = text(kContactName),
                                   .absent = "the customer's name and what the contact is for",
                                   .doc = "The team behind the mailbox, never a person.",
                                   .example = "Cloud security team"}),
    field<&Contact::title>("title", {.rule = text(kContactTitle),
                                     .absent = "what the contact is for",
                                     .doc = "The team's task.",
                                     .example = "Security operations"}),
    field<&Contact::phone>("phone", {.rule = text(kPhone),
                                     .absent = "`customer.phone`",
                                     .doc = "The team's phone number, where it has one of its own.",
                                     .example = "\"+1 555 0111\""}),
};

constexpr Field kContacts[] = {
    field<&Contacts::billing>(
        "billing",
        {.absent = "every default", .doc = "Whom AWS asks about invoices.", .example = "{name: Accounts payable}"}),
    field<&Contacts::operations>("operations", {.absent = "every default",
                                                .doc = "Whom AWS tells of events in its services.",
                                                .example = "{name: Cloud platform team}"}),
    field<&Contacts::security>("security", {.absent = "every default",
                                            .doc = "Whom AWS tells of abuse and of credentials that leaked.",
                                            .example = "{phone: \"+1 555 0111\"}"}),
};

constexpr Field kMailboxes[] = {
    field<&Mailboxes::root>(
        "root",
        {.rule = text(kRootMailbox),
         .need = Need::required,
         .doc = "Mailbox of the root users. AWS wants another address for each account in the world, so "
                "`{account}` in it is replaced by the account's name.",
         .example = "\"aws+{account}@acme.example\"",
         .change = "The address of an account that exists is changed by its root user; CloudFormation cannot."}),
    field<&Mailboxes::billing>("billing", {.rule = text(kMailbox),
                                           .need = Need::required,
                                           .doc = "Group mailbox for invoices, budgets and cost anomalies.",
                                           .example = "aws-billing@acme.example"}),
    field<&Mailboxes::operations>("operations", {.rule = text(kMailbox),
                                                 .need = Need::required,
                                                 .doc = "Group mailbox for operational alarms and notices of AWS.",
                                                 .example = "aws-operations@acme.example"}),
    field<&Mailboxes::security>("security", {.rule = text(kMailbox),
                                             .need = Need::required,
                                             .doc = "Group mailbox for security findings and abuse notices.",
                                             .example = "aws-security@acme.example"}),
};

constexpr Field kCustomer[] = {
    field<&Customer::name>("name", {.rule = text(kLine),
                                    .need = Need::required,
                                    .doc = "The customer's legal name, as documents show it.",
                                    .example = "Acme Corporation"}),
    field<&Customer::slug>("slug",
                           {.rule = text(kSlug),
                            .need = Need::required,
                            .doc = "Short name that prefixes stacks, buckets, account aliases and policies.",
                            .example = "acme",
                            .change = "Renames every stack and bucket: AWS would build them all a second time."}),
    field<&Customer::address>(
        "address", {.absent = "the primary contact's address stays as it was at registration",
                    .doc = "Postal address of the company, for the primary contact of every account.",
                    .example = "{street: 1 Market Street, city: Springfield, postal_code: \"62701\", country: US}"}),
    field<&Customer::phone>("phone",
                            {.rule = text(kPhone),
                             .absent = "each account's alternate contacts get the number of its primary contact",
                             .doc = "The company's phone number with its country code, never a person's.",
                             .example = "\"+1 555 0100\""}),
    field<&Customer::mailboxes>(
        "mailboxes", {.need = Need::required,
                      .doc = "Group mailboxes that AWS and landform's alarms write to.",
                      .example = "{root: \"aws+{account}@acme.example\", billing: aws-billing@acme.example, "
                                 "operations: aws-operations@acme.example, security: aws-security@acme.example}"}),
    field<&Customer::contacts>(
        "contacts",
        {.absent = "every default",
         .doc = "The alternate contacts of every account, whom AWS writes to at `mailboxes` beside the root "
                "user.",
         .example = "{security: {name: Cloud security team, phone: \"+1 555 0111\"}}"}),
    field<&Customer::compliance>(
        "compliance", {.absent = "no regulation adds to the baseline",
                       .doc = "Regulations that apply; they select standards, conformance packs and retention floors.",
                       .example = "[gdpr, pci-dss, cis]",
                       .change = "Taking one away removes its conformance packs and lowers its floors."}),
    field<&Customer::support_plan>("support_plan",
                                   {.fallback = "basic",
                                    .doc = "The support plan that a person subscribes; the runbook says how.",
                                    .example = "business"}),
};

}  // namespace

std::span<const Word> words_of(Regulation) {
  return kRegulations;
}
std::span<const Word> words_of(SupportPlan) {
  return kSupportPlans;
}
std::span<const Field> fields_of(const Address*) {
  return kAddress;
}
std::span<const Field> fields_of(const Contact*) {
  return kContact;
}
std::span<const Field> fields_of(const Contacts*) {
  return kContacts;
}
std::span<const Field> fields_of(const Mailboxes*) {
  return kMailboxes;
}
std::span<const Field> fields_of(const Customer*) {
  return kCustomer;
}

}  // namespace landform::blueprint
