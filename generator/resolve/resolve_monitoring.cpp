#include "resolve/resolve_monitoring.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "aws/logical_id.h"
#include "aws/observability.h"
#include "aws/region.h"
#include "base/sha256.h"
#include "base/suggest.h"
#include "base/text.h"
#include "blueprint/target_words.h"
#include "resolve/metric_alarm.h"
#include "resolve/reach.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

// "workloads-production-and-account-shop": what steps and stack sets of other targets than the default are named by.
// Paths whose names differ only in signs collide as units already.
std::string name_of(const Reach& reach) {
  constexpr std::size_t kLongest = 60;
  std::vector<std::string> parts;
  for (const aws::OuPath& unit : reach.units) parts.push_back(base::to_lower(base::replace_all(unit.str(), "/", "-")));
  for (const std::string& account : reach.accounts) parts.push_back(cat("account-", account));
  if (reach.management) parts.emplace_back(blueprint::kManagement);
  std::string name = base::join(parts, "-and-");
  for (char& c : name) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) c = '-';
  }
  return name.size() <= kLongest ? name : cat(name.substr(0, kLongest - 9), '-', base::sha256_hex(name).substr(0, 8));
}

class Groups {
 public:
  Groups(const Organization& organization, base::Diagnostics& diagnostics)
      : organization_(organization), diagnostics_(diagnostics) {}

  // Where all workload accounts are meant.
  MonitoringGroup& workloads() {
    const auto [found, is_new] = groups_.try_emplace({});
    if (is_new) {
      Reach reach = workload_reach(organization_);
      found->second.units = std::move(reach.units);
      found->second.accounts = std::move(reach.accounts);
    }
    return found->second;
  }

  MonitoringGroup& group(const blueprint::Listed<std::string>& to) {
    if (!to.written()) return workloads();
    Reach reach = resolve_reach(to, organization_, "monitoring/unknown-target", diagnostics_);
    std::string name = name_of(reach);
    const auto [found, is_new] = groups_.try_emplace(name);
    if (is_new) {
      found->second.name = std::move(name);
      found->second.units = std::move(reach.units);
      found->second.accounts = std::move(reach.accounts);
      found->second.management = reach.management;
    }
    return found->second;
  }

  MonitoringGroup* group_of_alarm(const std::string& name) {
    for (auto& [key, group] : groups_) {
      if (std::any_of(group.alarms.begin(), group.alarms.end(), [&](const auto& one) { return one.name == name; })) {
        return &group;
      }
    }
    return nullptr;
  }

  [[nodiscard]] std::vector<std::string> alarm_names() const {
    std::vector<std::string> names;
    for (const auto& [key, group] : groups_) {
      for (const MetricAlarm& alarm : group.alarms) names.push_back(alarm.name);
    }
    return names;
  }

  Monitoring taken() {
    constexpr auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
    Monitoring monitoring;
    for (auto& [key, group] : groups_) {
      std::sort(group.alarms.begin(), group.alarms.end(), by_name);
      std::sort(group.composites.begin(), group.composites.end(), by_name);
      std::sort(group.dashboards.begin(), group.dashboards.end(), by_name);
      monitoring.groups.push_back(std::move(group));
    }
    return monitoring;
  }

 private:
  const Organization& organization_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, MonitoringGroup> groups_;
};

template <class Item>
void check_names(const blueprint::Named<Item>& items, std::string_view key, base::Diagnostics& diagnostics) {
  std::map<std::string, const typename blueprint::Named<Item>::Item*> seen;
  for (const auto& item : items) {
    const auto [other, is_new] = seen.emplace(aws::logical_id_key(item.name), &item);
    if (is_new) continue;
    diagnostics.add(Diagnostic("monitoring/names-collide", item.name_span,
                               cat("`", item.name, "` and `", other->second->name, "` of `monitoring.", key,
                                   "` differ only in signs or letter case"))
                        .also(other->second->name_span, "the other one")
                        .note("CloudFormation knows them by their letters and digits")
                        .help("rename one of them"));
  }
}

void add_composites(const blueprint::Monitoring& written, Groups& groups, base::Diagnostics& diagnostics) {
  for (const auto& item : written.composites) {
    const bool any = item->any.written();
    if (any == item->all.written()) {
      diagnostics.add(Diagnostic("monitoring/composite", item.name_span,
                                 cat("composite alarm `", item.name, "` has ", any ? "both" : "neither", " `any` ",
                                     any ? "and" : "nor", " `all`; it wants one of them"))
                          .help("any: [ec2-cpu-high, rds-cpu-high]"));
      continue;
    }
    CompositeAlarm composite;
    composite.name = item.name;
    composite.span = item.name_span;
    composite.all = !any;
    composite.channel = bind_channel(item->notify, diagnostics);
    MonitoringGroup* home = nullptr;
    bool good = true;
    for (const auto& member : any ? item->any : item->all) {
      if (!member.written()) continue;
      MonitoringGroup* group = groups.group_of_alarm(*member);
      if (!group) {
        const std::vector<std::string> names = groups.alarm_names();
        Diagnostic fault("monitoring/composite", member.span, cat("there is no alarm `", *member, "`"));
        fault.primary.text = base::did_you_mean(base::near_names(*member, names));
        diagnostics.add(std::move(fault).help("name alarms of `monitoring.alarms` or of the baseline"));
        good = false;
      } else if (home && group != home) {
        diagnostics.add(Diagnostic("monitoring/composite", member.span,
                                   cat("alarm `", *member, "` goes to other accounts than the alarms before it"))
                            .note("a composite alarm sees only alarms of its own account and region")
                            .help("give them the same `to`"));
        good = false;
      } else {
        home = group;
        composite.members.push_back(*member);
      }
    }
    std::sort(composite.members.begin(), composite.members.end());
    if (good && home) home->composites.push_back(std::move(composite));
  }
}

}  // namespace

Monitoring resolve_monitoring(const blueprint::Monitoring& written, const Organization& organization,
                              base::Diagnostics& diagnostics) {
  check_names(written.alarms, "alarms", diagnostics);
  check_names(written.composites, "composites", diagnostics);
  check_names(written.dashboards, "dashboards", diagnostics);
  if (const auto& home = organization.home_region; !aws::shares_metrics_across_accounts(home.value)) {
    diagnostics.add(Diagnostic("monitoring/metrics-not-shared", home.span,
                               cat("the partition ", aws::partition_of(home.value).name,
                                   " shares no metrics across accounts; the audit account sees its own alone"))
                        .note("alarms of every account reach its topics all the same"));
  }
  Groups groups(organization, diagnostics);
  for (const auto& item : written.alarms) {
    auto alarm = bind_alarm(item.name, item.name_span, *item, diagnostics);
    MonitoringGroup& group = groups.group(item->to);
    if (alarm) group.alarms.push_back(*std::move(alarm));
  }
  if (*written.baseline) {
    for (MetricAlarm& alarm : baseline_alarms()) {
      if (!written.alarms.find(alarm.name)) groups.workloads().alarms.push_back(std::move(alarm));
    }
  }
  for (const auto& item : written.dashboards) {
    Dashboard dashboard;
    dashboard.name = item.name;
    dashboard.span = item.name_span;
    for (const auto& widget : item->widgets) {
      if (!widget.written()) continue;
      dashboard.widgets.emplace_back(blueprint::words_of(*widget)[static_cast<std::size_t>(*widget)].word);
    }
    groups.group(item->to).dashboards.push_back(std::move(dashboard));
  }
  if (*written.baseline && written.dashboards.empty()) {
    groups.workloads().dashboards.push_back({"overview", {"ec2", "rds", "alb", "lambda", "nat"}, {}});
  }
  add_composites(written, groups, diagnostics);
  return groups.taken();
}

}  // namespace landform::resolve
