#include "resolve/bind_units.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "aws/logical_id.h"
#include "base/suggest.h"
#include "base/text.h"
#include "resolve/shards.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

aws::LogicalId fresh_logical_id(std::string_view prefix, const std::string& name, std::map<std::string, int>& taken) {
  aws::LogicalId id = aws::logical_id(prefix, name);
  if (taken.try_emplace(id.str(), 1).second) return id;
  for (int number = 2;; ++number) {
    aws::LogicalId numbered(cat(id.str(), number));
    if (taken.try_emplace(numbered.str(), 1).second) return numbered;
  }
}

namespace {

std::string_view last_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}  // npos + 1 is 0

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

std::string below(const std::string& parent, std::string_view name) {
  return parent.empty() ? std::string(name) : cat(parent, '/', name);
}

class UnitBinder {
 public:
  UnitBinder(Draft& draft, const Lock& before, Lock& after, base::Diagnostics& diagnostics)
      : draft_(draft), before_(before), after_(after), diagnostics_(diagnostics) {
    for (const auto& [path, unit] : before.units) {
      taken_.emplace(unit.logical_id.str(), 1);
      (unit.id.empty() ? created_ : adopted_).occupy({unit.shard, 1});
    }
    adopted_.open_new();
  }

  std::map<std::string, std::string> bind() {
    for (std::size_t place = 0; place < draft_.units.size(); ++place) claim(place);
    if (draft_.complete) report_vanished();
    keep_vanished();
    for (DraftUnit& unit : draft_.units) write(unit);
    return std::move(renamed_);
  }

 private:
  // Finds the unit's locked path. Parents come first, so theirs is known.
  void claim(std::size_t place) {
    DraftUnit& draft = draft_.units[place];
    const Unit& unit = draft.unit;
    const blueprint::Written<std::string>* was =
        draft.written && draft.written->was.written() ? &draft.written->was : nullptr;
    const bool new_parent = draft.parent != kNoParent && draft_.units[draft.parent].locked_path.empty();
    const std::string old_parent =
        draft.parent == kNoParent ? std::string() : draft_.units[draft.parent].locked_path.str();
    if (take(draft, place, unit.path.str())) return was ? check_stale(draft, *was, old_parent, new_parent) : void();
    if (!new_parent && take(draft, place, below(old_parent, unit.name))) return;
    if (!was) return;
    const std::string old_path = new_parent ? **was : below(old_parent, **was);
    const bool in_use = has_unit(below(draft.parent == kNoParent ? std::string() : unit.parent.str(), **was));
    if (!in_use && !new_parent && take(draft, place, old_path)) return;
    if (in_use || claimed_.contains(old_path)) {
      diagnostics_.add(Diagnostic("lock/was-in-use", was->span,
                                  cat("unit `", unit.path.str(), "` was `", **was,
                                      "`, but that unit is still in the blueprint or was "
                                      "renamed to another"))
                           .help("a locked unit becomes one unit; remove `was:` where it does not belong"));
      return;
    }
    Diagnostic diagnostic(
        "lock/unknown-was", was->span,
        cat("unit `", unit.path.str(), "` was `", **was, "`, but the lock knows no unit `", old_path, "`"));
    if (new_parent)
      diagnostic.notes.push_back(
          cat("the unit above it, `", unit.parent.str(), "`, is new, and AWS cannot move a unit"));
    diagnostics_.add(
        std::move(diagnostic).help("`was:` is the last name that was deployed; remove it from a unit that is new"));
  }

  // The rename is done; `was:` may still stand, unless it names another locked unit now.
  void check_stale(const DraftUnit& draft, const blueprint::Written<std::string>& was, const std::string& old_parent,
                   bool new_parent) {
    const std::string old_path = below(old_parent, *was);
    if (new_parent || old_path == draft.locked_path.str() || !before_.units.contains(old_path)) return;
    diagnostics_.add(
        Diagnostic("lock/was-in-use", was.span,
                   cat("unit `", draft.unit.path.str(), "` was `", *was, "`, but the lock knows both as units"))
            .also(before_.units.find(old_path)->second.span, "this one is another unit")
            .help("remove `was:` if the rename was deployed before"));
  }

  bool take(DraftUnit& draft, std::size_t place, const std::string& path) {
    if (!before_.units.contains(path) || !claimed_.emplace(path, place).second) return false;
    draft.locked_path = aws::OuPath(path);
    if (path != draft.unit.path.str()) renamed_.emplace(path, draft.unit.path.str());
    return true;
  }

  [[nodiscard]] bool has_unit(const std::string& path) const {
    const auto found = std::lower_bound(
        draft_.units.begin(), draft_.units.end(), path,
        [](const DraftUnit& unit, const std::string& wanted) { return unit.unit.path.str() < wanted; });
    return found != draft_.units.end() && found->unit.path.str() == path;
  }

  // Only the topmost of a tree that has gone is spoken of.
  void report_vanished() {
    for (const auto& [path, locked] : before_.units) {
      if (claimed_.contains(path)) continue;
      const std::string parent = parent_path(path);
      if (!parent.empty() && before_.units.contains(parent) && !claimed_.contains(parent)) continue;
      report_vanished(path, parent, locked);
    }
  }

  void report_vanished(const std::string& path, const std::string& parent, const LockedUnit& locked) {
    std::vector<const DraftUnit*> siblings;
    for (const DraftUnit& unit : draft_.units) {
      if (!unit.locked_path.empty()) continue;
      const aws::OuPath above = unit.parent == kNoParent ? aws::OuPath() : draft_.units[unit.parent].locked_path;
      if (unit.parent == kNoParent ? parent.empty() : (!above.empty() && above.str() == parent))
        siblings.push_back(&unit);
      if (unit.unit.name == last_name(path)) return report_moved(path, unit, locked);
    }
    if (const DraftUnit* likely = nearest(last_name(path), siblings)) return report_rename(path, *likely, locked);
    diagnostics_.add(
        Diagnostic("lock/vanished-unit", locked.span,
                   cat("unit `", path, "` is deployed, but the blueprint has it no more"))
            .note("it stays in AWS with its accounts and policies; landform only stops to look after it")
            .help(cat("put it back; or, when it is gone from AWS, too: `landform lock release \"", path, "\"`")));
  }

  void report_moved(const std::string& path, const DraftUnit& unit, const LockedUnit& locked) {
    diagnostics_.add(
        Diagnostic("lock/unit-moved", unit.unit.span,
                   cat("unit `", path, "` would move to `", unit.unit.path.str(),
                       "`; AWS cannot move a unit below another parent"))
            .also(locked.span, "where it is deployed")
            .note("CloudFormation would create a second unit and leave the first; accounts can move, units cannot")
            .help("leave it where it is; or give the new unit another name, move the accounts in one build, and remove "
                  "the "
                  "empty unit in the next")
            .help(cat("or forget the deployed one, which stays in AWS: `landform lock release \"", path, "\"`")));
  }

  void report_rename(const std::string& path, const DraftUnit& unit, const LockedUnit& locked) {
    diagnostics_.add(Diagnostic("lock/undeclared-rename", unit.unit.span,
                                cat("unit `", path, "` has gone from the blueprint and `", unit.unit.path.str(),
                                    "` is new beside it; if that is a rename, it is not declared"))
                         .also(locked.span, "deployed under this name")
                         .help(cat("if it was renamed, write `", unit.unit.name, ": {was: ", last_name(path), "}`"))
                         .help(cat("if it is to stay in AWS on its own: `landform lock release \"", path, "\"`")));
  }

  static const DraftUnit* nearest(std::string_view name, const std::vector<const DraftUnit*>& candidates) {
    if (candidates.empty()) return nullptr;
    std::vector<std::string_view> names;
    for (const DraftUnit* unit : candidates) names.push_back(unit->unit.name);
    const auto near = base::near_names(name, names);
    if (near.empty()) return candidates.front();
    return candidates[static_cast<std::size_t>(std::find(names.begin(), names.end(), near.front()) - names.begin())];
  }

  // What a locked path is called after the renames above it.
  [[nodiscard]] std::string new_path(const std::string& path) const {
    if (const auto claimed = claimed_.find(path); claimed != claimed_.end())
      return draft_.units[claimed->second].unit.path.str();
    const std::string parent = parent_path(path);
    return parent.empty() ? path : below(new_path(parent), last_name(path));
  }

  void keep_vanished() {
    after_.units.clear();
    for (const auto& [path, locked] : before_.units) {
      if (claimed_.contains(path)) continue;
      const std::string now = new_path(path);
      if (now != path) renamed_.emplace(path, now);
      after_.units.insert_or_assign(now, locked);
    }
  }

  void write(DraftUnit& draft) {
    Unit& unit = draft.unit;
    LockedUnit entry;
    if (!draft.locked_path.empty()) entry = before_.units.find(draft.locked_path.str())->second;
    if (draft.locked_path.empty()) {
      entry.logical_id = fresh_logical_id("unit", unit.path.str(), taken_);
      entry.shard = (unit.existing_id ? adopted_ : created_).place_new().shard;
      if (unit.existing_id) entry.id = unit.existing_id->value;
      entry.cause = unit.span;
    } else if (unit.existing_id && unit.existing_id->value != entry.id) {
      diagnostics_.add(
          Diagnostic("lock/id-changed", unit.existing_id->span,
                     cat("unit `", unit.path.str(), "` has the id ", unit.existing_id->value, ", but ",
                         entry.id.empty() ? std::string("landform created it") : cat("it was adopted as ", entry.id)))
              .also(entry.span, "locked here")
              .help(entry.id.empty() ? "remove the id; it is for units that landform did not create"
                                     : cat("write `id: ", entry.id, "`")));
    } else if (!unit.existing_id && !entry.id.empty()) {
      unit.existing_id = {entry.id, entry.span};
    }
    if (draft.locked_path != unit.path) entry.cause = unit.span;
    unit.logical_id = entry.logical_id;
    unit.shard = entry.shard;
    after_.units.insert_or_assign(unit.path.str(), std::move(entry));
  }

  Draft& draft_;
  const Lock& before_;
  Lock& after_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, int> taken_;
  Shards created_{kUnitsPerShard};
  Shards adopted_{kAdoptedPerShard};
  std::map<std::string, std::size_t> claimed_;  // locked path -> place of its unit
  std::map<std::string, std::string> renamed_;
};

}  // namespace

std::map<std::string, std::string> bind_units(Draft& draft, const Lock& before, Lock& after,
                                              base::Diagnostics& diagnostics) {
  return UnitBinder(draft, before, after, diagnostics).bind();
}

}  // namespace landform::resolve
