// Law: cron and rate expressions, each in the dialect of its service. Source: "Cron expressions and rate expressions"
// (EventBridge user guide), aws-facts.md G (AWS Backup), Auto Scaling's crontab form.
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "verify/laws.h"
#include "verify/schedule.h"

namespace landform::verify {
namespace {

using base::cat;

struct Field {
  std::string_view name;
  int least;
  int most;
  std::string_view also;                        // characters beside * , - / and digits
  std::array<std::string_view, 12> words = {};  // names for numbers, from `first_word`
  int first_word = 0;
};

constexpr std::array<std::string_view, 12> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                      "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 12> kDays = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};
constexpr std::array<Field, 6> kCronFields = {{{"minute", 0, 59, "", {}, 0},
                                               {"hour", 0, 23, "", {}, 0},
                                               {"day of the month", 1, 31, "?LW", {}, 0},
                                               {"month", 1, 12, "", kMonths, 1},
                                               {"day of the week", 1, 7, "?L#", kDays, 1},
                                               {"year", 1970, 2199, "", {}, 0}}};
// crontab(5): Sunday is 0 or 7, and there is no year.
constexpr std::array<Field, 5> kCrontabFields = {{{"minute", 0, 59, "", {}, 0},
                                                  {"hour", 0, 23, "", {}, 0},
                                                  {"day of the month", 1, 31, "L", {}, 0},
                                                  {"month", 1, 12, "", kMonths, 1},
                                                  {"day of the week", 0, 7, "L#", kDays, 0}}};

std::optional<int> value_of(const Field& field, std::string_view text) {
  for (std::size_t i = 0; i < field.words.size(); ++i) {
    if (!field.words[i].empty() && base::to_lower(text) == base::to_lower(field.words[i])) {
      return field.first_word + static_cast<int>(i);
    }
  }
  constexpr std::size_t kLongest = 4;
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string single_fault(const Field& field, std::string_view text) {
  if (text == "*" || (text == "?" && field.also.find('?') != std::string_view::npos)) return {};
  if (field.also.find('L') != std::string_view::npos) {
    if (text == "L" || text == "LW") return {};
    if (text.starts_with("L-"))
      text.remove_prefix(2);
    else if (text.ends_with('L'))
      text.remove_suffix(1);
  }
  if (field.also.find('W') != std::string_view::npos && text.ends_with('W')) text.remove_suffix(1);
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos && field.also.find('#') != std::string_view::npos) {
    const std::string_view which = text.substr(hash + 1);
    if (which.size() != 1 || which[0] < '1' || which[0] > '5')
      return cat("`", text, "` names no week of a month, 1 to 5");
    text = text.substr(0, hash);
  }
  const auto value = value_of(field, text);
  if (!value) return cat("`", text, "` is no ", field.name);
  if (*value < field.least || *value > field.most) {
    return cat("the ", field.name, " is ", text, "; it goes from ", field.least, " to ", field.most);
  }
  return {};
}

std::string field_fault(const Field& field, std::string_view text) {
  for (const std::string_view part : base::split(text, ',')) {
    std::string_view range = part;
    if (const std::size_t slash = part.find('/'); slash != std::string_view::npos) {
      const std::string_view step = part.substr(slash + 1);
      const bool number =
          !step.empty() && step.size() <= 4 && step.find_first_not_of("0123456789") == std::string_view::npos;
      if (!number || step.find_first_not_of('0') == std::string_view::npos) {
        return cat("`", part, "` steps by `", step, "`, which is no number above 0");
      }
      range = part.substr(0, slash);
    }
    const std::size_t dash = range.starts_with("L-") ? std::string_view::npos : range.find('-');
    if (dash == std::string_view::npos) {
      if (auto fault = single_fault(field, range); !fault.empty()) return fault;
      continue;
    }
    const std::string_view first = range.substr(0, dash);
    const std::string_view last = range.substr(dash + 1);
    if (auto fault = single_fault(field, first); !fault.empty()) return fault;
    if (auto fault = single_fault(field, last); !fault.empty()) return fault;
  }
  return {};
}

template <std::size_t N>
std::string fields_fault(const std::array<Field, N>& fields, std::string_view text, std::string_view form) {
  std::vector<std::string_view> parts;
  for (const std::string_view part : base::split(text, ' ')) {
    if (!part.empty()) parts.push_back(part);
  }
  if (parts.size() != N) return cat("it has ", base::count_of(parts.size(), "field"), "; ", form, " has ", N);
  for (std::size_t i = 0; i < N; ++i) {
    if (auto fault = field_fault(fields[i], parts[i]); !fault.empty()) return fault;
  }
  constexpr std::size_t kDayOfMonth = 2;
  constexpr std::size_t kDayOfWeek = 4;
  if (N == 6 && parts[kDayOfMonth] != "?" && parts[kDayOfWeek] != "?") {
    return "either the day of the month or the day of the week must be ?";
  }
  return {};
}

std::string rate_fault(std::string_view inside) {
  std::vector<std::string_view> parts;
  for (const std::string_view part : base::split(inside, ' ')) {
    if (!part.empty()) parts.push_back(part);
  }
  if (parts.size() != 2) return "a rate is a number and a unit, as in rate(5 minutes)";
  if (parts[0].find_first_not_of("0123456789") != std::string_view::npos ||
      parts[0].find_first_not_of('0') == std::string_view::npos) {
    return cat("`", parts[0], "` is no number above 0");
  }
  const bool one = parts[0] == "1";
  for (const std::string_view unit : {"minute", "hour", "day"}) {
    if (parts[1] == unit) return one ? std::string() : cat("more than one ", unit, " are ", unit, "s");
    if (parts[1] == cat(unit, "s")) return one ? cat("one is `1 ", unit, "`, without an s") : std::string();
  }
  return cat("`", parts[1], "` is no unit; units are minutes, hours and days");
}

struct SchedulePlace {
  std::string_view type;
  std::string_view path;
  Dialect dialect;
};
constexpr SchedulePlace kSchedulePlaces[] = {
    {"AWS::AutoScaling::ScheduledAction", "Recurrence", Dialect::crontab},
    {"AWS::Backup::BackupPlan", "BackupPlan.BackupPlanRule[].ScheduleExpression", Dialect::backup},
    {"AWS::Backup::RestoreTestingPlan", "ScheduleExpression", Dialect::backup},
    {"AWS::Events::Rule", "ScheduleExpression", Dialect::events},
    {"AWS::Glue::Trigger", "Schedule", Dialect::backup},
    {"AWS::Scheduler::Schedule", "ScheduleExpression", Dialect::scheduler},
};
static_assert(std::ranges::is_sorted(kSchedulePlaces, {}, &SchedulePlace::type));

}  // namespace

std::string schedule_fault(std::string_view text, Dialect dialect) {
  if (dialect == Dialect::crontab) return fields_fault(kCrontabFields, text, "a crontab expression");
  const bool closed = text.ends_with(')');
  if (text.starts_with("cron(") && closed) {
    return fields_fault(kCronFields, text.substr(5, text.size() - 6), "cron(minute hour day month weekday year)");
  }
  if (text.starts_with("rate(") && closed) {
    if (dialect == Dialect::backup) return "this service takes cron(...) only, no rate";
    return rate_fault(text.substr(5, text.size() - 6));
  }
  if (text.starts_with("at(") && closed && dialect == Dialect::scheduler) return {};
  return dialect == Dialect::backup ? "it is not of the form cron(...)" : "it is neither cron(...) nor rate(...)";
}

void law_schedules(const Input& input, base::Diagnostics& diagnostics) {
  const RowsByType<kSchedulePlaces> places(input.index);
  if (places.empty()) return;
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr) continue;
    for (const SchedulePlace& place : places.of(resource)) {
      each_at(*resource.properties, place.path, [&](const yaml::Node& node) {
        const auto text = complete_text(node);
        if (!text) return;
        const std::string fault = schedule_fault(text->view(), place.dialect);
        if (fault.empty()) return;
        diagnostics.add(base::Diagnostic("verify/schedule", node.span,
                                         cat("the schedule `", text->view(), "` of `", resource.id, "`: ", fault))
                            .help(place.dialect == Dialect::crontab ? "0 3 * * SUN" : "cron(0 3 ? * SUN *)"));
      });
    }
  }
}

}  // namespace landform::verify
