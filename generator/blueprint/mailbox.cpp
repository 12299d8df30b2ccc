#include "blueprint/mailbox.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace landform::blueprint {
namespace {

// Sorted. Providers where people, not companies, have their mailboxes; the first label stands for every country's.
constexpr std::array<std::string_view, 24> kFreeMail = {
    "126",        "163",    "aol",      "fastmail", "gmail", "gmx",   "googlemail", "hey",
    "hotmail",    "icloud", "live",     "mac",      "me",    "msn",   "outlook",    "proton",
    "protonmail", "qq",     "t-online", "tutanota", "web",   "yahoo", "yandex",     "zoho"};

// Sorted. Words that name a task and not a person.
constexpr std::array<std::string_view, 74> kTasks = {"abuse",
                                                     "account",
                                                     "accounting",
                                                     "accounts",
                                                     "admin",
                                                     "administrator",
                                                     "admins",
                                                     "alarm",
                                                     "alarms",
                                                     "alert",
                                                     "alerts",
                                                     "ap",
                                                     "audit",
                                                     "auditors",
                                                     "aws",
                                                     "backup",
                                                     "billing",
                                                     "ciso",
                                                     "cloud",
                                                     "compliance",
                                                     "contact",
                                                     "controlling",
                                                     "cost",
                                                     "data",
                                                     "dev",
                                                     "devops",
                                                     "dl",
                                                     "dns",
                                                     "dr",
                                                     "engineering",
                                                     "finance",
                                                     "finops",
                                                     "governance",
                                                     "group",
                                                     "grp",
                                                     "help",
                                                     "helpdesk",
                                                     "hosting",
                                                     "identity",
                                                     "incident",
                                                     "incidents",
                                                     "info",
                                                     "infra",
                                                     "infrastructure",
                                                     "invoice",
                                                     "invoices",
                                                     "it",
                                                     "legal",
                                                     "log",
                                                     "logs",
                                                     "management",
                                                     "monitoring",
                                                     "network",
                                                     "noc",
                                                     "notifications",
                                                     "office",
                                                     "oncall",
                                                     "operations",
                                                     "ops",
                                                     "owner",
                                                     "platform",
                                                     "procurement",
                                                     "prod",
                                                     "production",
                                                     "root",
                                                     "sec",
                                                     "secops",
                                                     "security",
                                                     "soc",
                                                     "sre",
                                                     "support",
                                                     "sysadmin",
                                                     "team",
                                                     "tech"};

// Sorted. Given names that are common enough to be told from a task; a short list, for addresses like ada@.
constexpr std::array<std::string_view, 60> kGivenNames = {
    "ada",    "adam",    "alan",  "alex",   "alice", "andrea", "andrew", "anna",  "anne",  "ben",     "bob",   "brian",
    "carlos", "charles", "chris", "daniel", "david", "emma",   "eric",   "eva",   "frank", "george",  "grace", "hans",
    "helen",  "ivan",    "jack",  "james",  "jane",  "jean",   "jim",    "joe",   "john",  "jose",    "julia", "karen",
    "laura",  "linus",   "lisa",  "lucy",   "maria", "mark",   "martin", "mary",  "max",   "michael", "mike",  "nina",
    "olga",   "paul",    "peter", "robert", "sam",   "sara",   "sarah",  "steve", "susan", "thomas",  "tim",   "tom"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// "ada2" -> "ada": the second Ada of a company is a person, too.
std::string_view without_digits(std::string_view word) {
  while (!word.empty() && word.back() >= '0' && word.back() <= '9') word.remove_suffix(1);
  return word;
}

bool letters(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::vector<std::string_view> words_in(std::string_view local) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= local.size(); ++at) {
    if (at < local.size() && std::string_view("._-").find(local[at]) == std::string_view::npos) continue;
    if (at > begin) words.push_back(local.substr(begin, at - begin));
    begin = at + 1;
  }
  return words;
}

}  // namespace

std::string personal_mailbox(std::string_view address) {
  const std::string lower = base::to_lower(address);
  const std::string_view text = lower;
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return {};
  const std::string_view domain = text.substr(at + 1);
  const std::string_view provider = domain.substr(0, domain.find('.'));
  // acme.gmx.example is not GMX: a provider's own domain has one dot, or two before a country such as yahoo.co.uk.
  const bool own_domain =
      std::count(domain.begin(), domain.end(), '.') == 1 || domain.substr(provider.size()).starts_with(".co");
  if (own_domain && one_of(kFreeMail, provider))
    return base::cat("is a mailbox of a free mail provider (", domain, ")");
  const std::string_view local = text.substr(0, std::min(at, text.find_first_of("+{")));
  const std::vector<std::string_view> words = words_in(local);
  const auto names_a_task = [](std::string_view word) { return one_of(kTasks, word); };
  if (words.empty() || std::any_of(words.begin(), words.end(), names_a_task)) return {};
  const bool given = one_of(kGivenNames, without_digits(words[0]));
  if (words.size() == 1 && given) return "looks like a person's mailbox: a given name";
  // With a hyphen it may as well be a system's name, unless it begins as a person's.
  const bool dotted = given || local.find('-') == std::string_view::npos;
  const std::string_view last = without_digits(words.back());
  if (words.size() == 2 && dotted && letters(words[0]) && letters(last) && last.size() > 1) {
    return words[0].size() == 1 ? "looks like a person's mailbox: initial and surname"
                                : "looks like a person's mailbox: given name and surname";
  }
  return {};
}

}  // namespace landform::blueprint
