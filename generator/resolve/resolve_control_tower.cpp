#include "resolve/resolve_control_tower.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/control_tower.h"
#include "aws/quotas.h"
#include "aws/region.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

using WrittenControl = blueprint::NamedItem<blueprint::ControlTowerControl>;

std::string_view partition_name(const Organization& organization) {
  return aws::partition_of(organization.home_region.value).name;
}

std::string known_versions() {
  std::vector<std::string> words;
  for (const aws::LandingZoneVersion& known : aws::landing_zone_versions())
    words.push_back(cat('"', known.version, '"'));
  return base::join(words, " and ");
}

void resolve_versions(const blueprint::ControlTower& written, ControlTower& tower, base::Diagnostics& diagnostics) {
  tower.version = as_located(written.version);
  const aws::LandingZoneVersion* known = aws::find_landing_zone_version(tower.version.value);
  if (!known) {
    diagnostics.add(Diagnostic("control-tower/unknown-version", written.version.span,
                               cat("landform knows no landing zone version `", tower.version.value, "`; it knows ",
                                   known_versions()))
                        .help("version: \"4.0\""));
    return;
  }
  tower.baseline_version = {std::string(known->baseline), {}};
  if (written.baseline_version.written()) {
    tower.baseline_version = as_located(written.baseline_version);
    if (tower.baseline_version.value != known->baseline) {
      diagnostics.add(Diagnostic("control-tower/baseline-version", written.baseline_version.span,
                                 cat("baseline ", tower.baseline_version.value, " does not belong to landing zone ",
                                     known->version, "; ", known->baseline, " does"))
                          .also(written.version.span, "the landing zone's version")
                          .help(cat("baseline_version: \"", known->baseline, '"')));
    }
  }
  if (!known->latest && !written.landing_zone.written() && !written.landing_zone.refused()) {
    diagnostics.add(Diagnostic("control-tower/old-version", written.version.span,
                               cat("a landing zone of version ", known->version, " cannot be created any more"))
                        .note("AWS makes new landing zones of the latest version alone, and 3.x would make the "
                              "security unit by itself")
                        .help("version: \"4.0\"")
                        .help("for one that exists: landing_zone: "
                              "arn:aws:controltower:eu-west-1:111122223333:landingzone/1A2B3C4D5E6F7G8H, with the id "
                              "of the security unit and of its two accounts"));
  }
}

// The accounts of the landing zone lie in one unit directly below the root, and exist where the landing zone does.
void resolve_security_unit(const Organization& organization, ControlTower& tower, base::Diagnostics& diagnostics) {
  const Account* archive = organization.with_role(AccountRole::log_archive);
  const Account* audit = organization.with_role(AccountRole::audit);
  if (!archive || !audit) return;
  tower.security_unit = archive->unit;
  const Unit* unit = organization.unit(archive->unit);
  if (audit->unit != archive->unit || !unit || unit->depth != 1) {
    diagnostics.add(
        Diagnostic("control-tower/security-unit", audit->span,
                   cat("the audit account lies in `", audit->unit.str(), "`, the log archive account in `",
                       archive->unit.str(), "`; Control Tower wants both in one unit directly below the root"))
            .also(archive->span, "the log archive account")
            .help("units: {Security: {accounts: {log-archive: {role: log-archive}, audit: {role: audit}}}}"));
    return;
  }
  if (!tower.landing_zone) return;
  const auto wants_id = [&](bool has, std::string_view what, base::Span span, std::string_view example) {
    if (has) return;
    diagnostics.add(Diagnostic("control-tower/existing-parts", span,
                               cat("the landing zone exists already, so ", what, " does, too; its id is not written"))
                        .also(tower.landing_zone->span, "this landing zone is adopted")
                        .help(std::string(example)));
  };
  wants_id(unit->existing_id.has_value(), cat("the unit `", unit->name, '`'), unit->span, "id: ou-ab12-11112222");
  wants_id(archive->existing_id.has_value(), "the log archive account", archive->span,
           "log-archive: {role: log-archive, id: \"222233334444\"}");
  wants_id(audit->existing_id.has_value(), "the audit account", audit->span,
           "audit: {role: audit, id: \"333344445555\"}");
}

void check_sizes(const Organization& organization, base::Diagnostics& diagnostics) {
  const std::int64_t limit = organization.quotas.limit("control-tower/accounts-per-unit");
  std::map<aws::OuPath, std::int64_t> accounts;
  for (const Account& account : organization.accounts) ++accounts[account.unit];
  for (const auto& [path, count] : accounts) {
    const Unit* unit = organization.unit(path);
    if (!unit || count <= limit) continue;
    diagnostics.add(Diagnostic("control-tower/unit-size", unit->span,
                               cat("unit `", path.str(), "` holds ", count,
                                   " accounts; Control Tower registers units "
                                   "of up to ",
                                   limit))
                        .note(aws::describe(aws::quota("control-tower/accounts-per-unit")))
                        .help("spread them over units below this one, which count by themselves"));
  }
  const std::string& home = organization.home_region.value.str();
  if (!aws::runs_customizations(home)) {
    diagnostics.add(Diagnostic("control-tower/customizations-region", organization.home_region.span,
                               cat("Customizations for Control Tower cannot be installed in ", home,
                                   ", which its landing zone would have as its home"))
                        .note("it can deploy there from another home region: \"Limitations and quotas in AWS Control "
                              "Tower\"")
                        .help("delivery: stack-sets"));
  }
}

// Keys of `logging.trail` that say how a trail or bucket of landform's own would be.
void report_idle_keys(const blueprint::Trail& trail, base::Diagnostics& diagnostics) {
  const std::pair<std::string_view, const blueprint::Slot*> idle[] = {
      {"bucket", &trail.bucket},
      {"archive_after_days", &trail.archive_after_days},
      {"archive_class", &trail.archive_class},
      {"data_events", &trail.data_events},
      {"insights", &trail.insights},
      {"object_lock", &trail.object_lock},
      {"log_group_retention_days", &trail.log_group_retention_days},
  };
  std::vector<std::string> names;
  base::Span first;
  for (const auto& [name, slot] : idle) {
    if (!slot->written()) continue;
    if (names.empty()) first = slot->span;
    names.push_back(cat('`', name, '`'));
  }
  if (names.empty()) return;
  diagnostics.add(Diagnostic("control-tower/trail-keys", first,
                             cat(base::join(names, ", "), " of `logging.trail` ", names.size() == 1 ? "does" : "do",
                                 " nothing under Control Tower, which owns the trail and its buckets"))
                      .note("its trail records management events of all accounts and regions; `retention_days` and "
                            "`readers` hold for it, too")
                      .help("take them out, or write `delivery: stack-sets`"));
}

class Controls {
 public:
  Controls(const blueprint::Blueprint& blueprint, const Organization& organization, const ControlTower& tower,
           base::Diagnostics& diagnostics)
      : written_(blueprint.control_tower->controls),
        organization_(organization),
        tower_(tower),
        diagnostics_(diagnostics) {
    for (const Unit& unit : organization.units) {
      if (unit.path != tower.security_unit) registered_.push_back(unit.path);
    }
    std::sort(registered_.begin(), registered_.end());
  }

  std::vector<EnabledControl> run() {
    std::map<std::string, EnabledControl> controls;
    for (const aws::CatalogControl& known : aws::catalog_controls()) {
      if (known.mandatory || !asked_for(known) || written_.find(known.name)) continue;
      EnabledControl control = known_control(known);
      control.units = registered_;
      controls.emplace(control.name, std::move(control));
    }
    for (const WrittenControl& item : written_) {
      // Nothing behind the name leaves out what the regulations bring.
      if (item.written.presence == blueprint::Presence::value) add(item, controls);
      if (item.written.presence == blueprint::Presence::null) identify(item);
    }
    std::vector<EnabledControl> result;
    for (auto& [name, control] : controls) {
      if (!control.units.empty()) result.push_back(std::move(control));
    }
    return result;
  }

 private:
  bool asked_for(const aws::CatalogControl& control) const {
    const auto words = base::split(control.compliance, ' ');
    const auto& regulations = organization_.customer.compliance;
    return std::any_of(regulations.begin(), regulations.end(), [&](const auto& regulation) {
      return std::find(words.begin(), words.end(), regulation.value) != words.end();
    });
  }

  EnabledControl known_control(const aws::CatalogControl& known) const {
    EnabledControl control;
    control.name = std::string(known.name);
    control.identifier =
        aws::catalog_control_arn(partition_name(organization_), organization_.home_region.value.str(), known.name);
    control.tells = std::string(known.tells);
    return control;
  }

  // Nothing after a fault.
  std::optional<EnabledControl> identify(const WrittenControl& item) {
    if (item->identifier.written()) return by_identifier(item);
    const aws::CatalogControl* known = aws::find_catalog_control(item.name);
    if (known && !known->mandatory) return known_control(*known);
    if (known) {
      diagnostics_.add(Diagnostic("control-tower/mandatory-control", item.name_span,
                                  cat('`', item.name,
                                      "` is mandatory: Control Tower enables it by itself, and refuses "
                                      "to be asked for it"))
                           .note(cat("it ", known->tells))
                           .help("take the control out"));
      return std::nullopt;
    }
    std::vector<std::string_view> names;
    for (const aws::CatalogControl& control : aws::catalog_controls()) names.push_back(control.name);
    Diagnostic diagnostic("control-tower/unknown-control", item.name_span,
                          cat("landform knows no control `", item.name, "` of Control Tower"));
    diagnostic.primary.text = base::did_you_mean(base::near_names(item.name, names));
    diagnostics_.add(std::move(diagnostic)
                         .help(cat("for one that exists, write its ARN: ", item.name,
                                   ": {identifier: arn:aws:controlcatalog:::control/dvuaav61i5cnfazfelmvn9m6k}")));
    return std::nullopt;
  }

  std::optional<EnabledControl> by_identifier(const WrittenControl& item) {
    const std::string& home = organization_.home_region.value.str();
    const auto parts = base::split(*item->identifier, ':');
    const bool catalog = parts.size() == 6 && parts[2] == "controlcatalog" && parts[3].empty() && parts[4].empty();
    const bool regional = parts.size() == 6 && parts[2] == "controltower" && parts[4].empty();
    if ((!catalog && !regional) || !parts[5].starts_with("control/") || parts[5].size() == 8) {
      diagnostics_.add(Diagnostic("control-tower/unknown-control", item->identifier.span,
                                  cat('`', *item->identifier, "` is the ARN of no control"))
                           .help("identifier: arn:aws:controlcatalog:::control/dvuaav61i5cnfazfelmvn9m6k"));
      return std::nullopt;
    }
    if (regional && parts[3] != home) {
      diagnostics_.add(Diagnostic("control-tower/control-region", item->identifier.span,
                                  cat("the control's ARN is of ", parts[3],
                                      "; Control Tower knows it in its home "
                                      "region ",
                                      home, " alone"))
                           .also(organization_.home_region.span, "the home region")
                           .help(cat("identifier: arn:", parts[1], ":controltower:", home, "::", parts[5])));
      return std::nullopt;
    }
    EnabledControl control;
    control.name = item.name;
    control.identifier = *item->identifier;
    return control;
  }

  void add(const WrittenControl& item, std::map<std::string, EnabledControl>& controls) {
    std::optional<EnabledControl> control = identify(item);
    if (!control) return;
    control->span = item.name_span;
    control->units = item->units.written() ? units_of(item) : registered_;
    if (item->parameters.written() && !bind_parameters(item, *control)) return;
    controls.insert_or_assign(item.name, std::move(*control));
  }

  bool bind_parameters(const WrittenControl& item, EnabledControl& control) {
    const yaml::Node& tree = *item->parameters->node;
    if (!tree.is_mapping()) {
      refuse_parameters(item->parameters.span,
                        cat("the parameters of `", item.name, "` are no map of names to values"));
      return false;
    }
    const auto plain = [](const yaml::Node& node) { return node.is_scalar() && !node.is_null(); };
    bool fits = true;
    for (const yaml::Entry& entry : tree.entries) {
      const yaml::Node& value = entry.value;
      if (plain(value) || (value.is_sequence() && std::all_of(value.items.begin(), value.items.end(), plain))) {
        control.parameters.emplace(entry.key, value);
        continue;
      }
      fits = false;
      const std::string_view kind = value.is_mapping() ? "a map"
                                    : value.is_null()  ? "nothing"
                                                       : "a list with more in it";
      refuse_parameters(value.span, cat("parameter `", entry.key, "` of control `", item.name, "` is ", kind,
                                        "; wanted a value or a list of values"));
    }
    return fits;
  }

  void refuse_parameters(base::Span span, std::string message) {
    diagnostics_.add(Diagnostic("control-tower/control-parameters", span, std::move(message))
                         .help("parameters: {AllowedRegions: [eu-west-1]}"));
  }

  std::vector<aws::OuPath> units_of(const WrittenControl& item) {
    std::vector<aws::OuPath> units;
    for (const auto& path : item->units) {
      if (!path.written()) continue;
      const aws::OuPath unit(*path);
      if (unit == tower_.security_unit) {
        diagnostics_.add(Diagnostic("control-tower/security-unit-control", path.span,
                                    cat("`", *path,
                                        "` holds the accounts of the landing zone; optional controls are "
                                        "not enabled for it"))
                             .note("Control Tower guards it with its mandatory controls")
                             .help("take the unit out of the list"));
      } else if (!organization_.unit(unit)) {
        Diagnostic diagnostic("control-tower/unknown-unit", path.span,
                              cat("there is no unit `", *path, "` that the control could be enabled for"));
        std::vector<std::string> names;
        for (const aws::OuPath& known : registered_) names.push_back(known.str());
        diagnostic.primary.text = base::did_you_mean(base::near_names(*path, names));
        diagnostics_.add(std::move(diagnostic).help("write a unit's whole path: Workloads/Production"));
      } else {
        units.push_back(unit);
      }
    }
    std::sort(units.begin(), units.end());
    units.erase(std::unique(units.begin(), units.end()), units.end());
    return units;
  }

  const blueprint::Named<blueprint::ControlTowerControl>& written_;
  const Organization& organization_;
  const ControlTower& tower_;
  base::Diagnostics& diagnostics_;
  std::vector<aws::OuPath> registered_;  // sorted
};

std::vector<Located<std::string>> provisioners_of(const blueprint::ControlTower& written) {
  std::vector<Located<std::string>> roles;
  if (!written.provisioners.written()) {
    roles.push_back({"aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_AdministratorAccess_*", {}});
    roles.push_back({"landform-*", {}});
    return roles;
  }
  roles = as_located(written.provisioners);
  sort_by_value(roles);
  return roles;
}

}  // namespace

std::optional<ControlTower> resolve_control_tower(const blueprint::Blueprint& blueprint,
                                                  const Organization& organization, base::Diagnostics& diagnostics) {
  const blueprint::ControlTower& written = *blueprint.control_tower;
  if (organization.delivery.value != Delivery::control_tower) {
    if (blueprint.control_tower.written()) {
      diagnostics.add(Diagnostic("control-tower/not-delivered", blueprint.control_tower.span,
                                 "`control_tower` does nothing: this blueprint is delivered by stack sets")
                          .help("organization: {delivery: control-tower}, or take the section out"));
    }
    return std::nullopt;
  }
  ControlTower tower;
  tower.landing_zone = if_written(written.landing_zone);
  tower.key = if_written(written.key);
  tower.access_log_retention_days = as_located(written.access_log_retention_days);
  tower.identity_center = as_located(written.identity_center);
  tower.enroll_moved_accounts = as_located(written.enroll_moved_accounts);
  tower.provisioners = provisioners_of(written);
  const blueprint::AccessUser& user = *written.access_user;
  tower.user_email = user.email.written() ? as_located(user.email) : organization.customer.mailboxes.operations;
  tower.user_first_name = as_located(user.first_name);
  tower.user_last_name = as_located(user.last_name);
  tower.package_is_zipped = *written.package == blueprint::PackageSource::bucket;
  resolve_versions(written, tower, diagnostics);
  resolve_security_unit(organization, tower, diagnostics);
  check_sizes(organization, diagnostics);
  report_idle_keys(*blueprint.logging->trail, diagnostics);
  tower.controls = Controls(blueprint, organization, tower, diagnostics).run();
  return tower;
}

}  // namespace landform::resolve
