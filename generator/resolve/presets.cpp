#include "resolve/presets.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "aws/account_id.h"
#include "base/text.h"
#include "cfn/evaluate.h"
#include "policy/deployers.h"
#include "resolve/control_tower_owns.h"
#include "resolve/guardrail_statements.h"
#include "resolve/preset_parameters.h"
#include "resolve/regions.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using yaml::Node;

namespace {

Node located(std::string text, base::Span span) {
  Node node = yaml::string(std::move(text));
  node.span = span;
  return node;
}

Node joined(const Node& first, const Node& second, const yaml::Nodes& third) {
  Node list = first;
  list.items.insert(list.items.end(), second.items.begin(), second.items.end());
  list.items.insert(list.items.end(), third.begin(), third.end());
  return list;
}

class Binder {
 public:
  Binder(const cfn::Template& preset, const PresetUse& use, const StandardParameters& standard,
         base::Diagnostics& diagnostics)
      : preset_(preset), use_(use), standard_(standard), diagnostics_(diagnostics) {
    if (const Node* parameters = preset.root.find("Parameters")) declared_ = parameters;
  }

  std::optional<BoundPreset> run() {
    const std::size_t errors_before = diagnostics_.errors();
    bind_standard();
    bind_written();
    check_lengths();
    bind_defaults();
    if (diagnostics_.errors() > errors_before) return std::nullopt;
    const auto result = cfn::evaluate(preset_, bindings_, {}, diagnostics_);
    if (!result) return std::nullopt;
    return taken_from(result->root);
  }

 private:
  const Node* declaration(std::string_view name) const { return declared_ ? declared_->find(name) : nullptr; }

  void bind(std::string_view name, const Node& value) {
    if (declaration(name)) bindings_.parameters.insert_or_assign(std::string(name), value);
  }

  void bind_standard() {
    bind("Slug", standard_.slug);
    bind("HomeRegion", standard_.home_region);
    bind("Regions", standard_.regions);
    bind("OrganizationId", standard_.organization_id);
    bind("Deployers", standard_.deployers);
    bind("Exempt", joined(standard_.deployers, standard_.break_glass, use_.exempt));
    bind("LogBuckets", standard_.log_buckets);
    bind("RequiredTags", standard_.required_tags);
    if (!standard_.trusted_accounts.items.empty()) bind("TrustedAccounts", standard_.trusted_accounts);
    bind("TrailName", standard_.trail_name);
  }

  void bind_written() {
    if (use_.parameters == nullptr) return;
    const WrittenParameters written{
        *use_.parameters, use_.name, "guardrails/unknown-parameter", "guardrails/parameter-type", {}};
    for (const std::string& name : bind_parameters(written, preset_, bindings_, diagnostics_)) {
      if (name == "Regions") check_regions(bindings_.parameters.at(name));
    }
  }

  // Some presets say something for each item of a list, and can do so for so many only: Metadata.landform.at_most of
  // the template. Without an item they would say nothing, or what their samples say.
  void check_lengths() {
    const Node* metadata = preset_.root.find("Metadata");
    const Node* own = metadata ? metadata->find("landform") : nullptr;
    const Node* at_most = own ? own->find("at_most") : nullptr;
    if (at_most == nullptr) return;
    for (const yaml::Entry& entry : at_most->entries) {
      const auto bound = bindings_.parameters.find(entry.key);
      if (bound == bindings_.parameters.end()) continue;
      const std::size_t count = bound->second.items.size();
      std::size_t most = 0;
      std::from_chars(entry.value.text.data(), entry.value.text.data() + entry.value.text.size(), most);
      if (count > 0 && count <= most) continue;
      const std::string name = blueprint_name(entry.key);
      Diagnostic fault(
          "guardrails/parameter-length", use_.span,
          cat("parameter `", name, "` of preset `", use_.name, "` has ", count, " items; it takes 1 to ", most));
      if (bound->second.span.known()) fault.secondary.push_back({bound->second.span, "given here"});
      if (entry.key == "RequiredTags") {
        fault.notes.emplace_back("unless they are written, they are the keys of `tagging.keys` with `required: true`");
      }
      diagnostics_.add(std::move(fault).help(cat("parameters: {", name, ": [...]}")));
    }
  }

  // A preset's samples are its defaults, but for what only this organization can say.
  void bind_defaults() {
    if (declared_ == nullptr) return;
    for (const yaml::Entry& parameter : declared_->entries) {
      if (bindings_.parameters.contains(parameter.key)) continue;
      if (const Node* fallback = parameter.value.find("Default"))
        bindings_.parameters.emplace(parameter.key, *fallback);
    }
  }

  // A misspelt region would be one that nobody is in: the policy would deny the region that was meant. In governed
  // regions the baseline has roles of its own, which are exempt while they deploy and not while they work.
  void check_regions(const Node& regions) {
    for (const Node& region : regions.items) known_region(region.text, region.span, diagnostics_);
    if (use_.name != "region-lock") return;
    std::vector<std::string> left_out;
    for (const Node& governed : standard_.regions.items) {
      const auto same = [&](const Node& region) { return region.text == governed.text; };
      if (std::none_of(regions.items.begin(), regions.items.end(), same)) left_out.push_back(governed.text);
    }
    if (left_out.empty()) return;
    const bool home = std::find(left_out.begin(), left_out.end(), standard_.home_region.text) != left_out.end();
    diagnostics_.add(
        Diagnostic("guardrails/region-left-out", regions.span,
                   cat("preset `region-lock` shuts ", base::join(left_out, ", "),
                       left_out.size() == 1 ? ", which is governed" : ", which are governed",
                       home ? cat("; ", standard_.home_region.text, " is the home region") : std::string()))
            .also(standard_.regions.items.front().span, "governed regions begin here")
            .note("stacks are deployed there all the same, but their roles are denied what they do: forwarding of "
                  "events, "
                  "backups, patches, responses to incidents")
            .help("leave `regions` out: it is `organization.regions` then; or govern fewer regions"));
  }

  std::optional<BoundPreset> broken(std::string_view what) {
    diagnostics_.add(Diagnostic("guardrails/broken-preset", preset_.root.span, cat("preset `", use_.name, "` ", what))
                         .note("this is a bug in landform, or in the folder that --templates names"));
    return std::nullopt;
  }

  std::optional<BoundPreset> taken_from(const Node& root) {
    const Node* resources = root.find("Resources");
    const Node* policy = resources ? resources->find("Policy") : nullptr;
    const Node* properties = policy ? policy->find("Properties") : nullptr;
    const Node* type = properties ? properties->find("Type") : nullptr;
    const Node* content = properties ? properties->find("Content") : nullptr;
    if (type == nullptr || content == nullptr || !content->is_mapping()) {
      return broken("has no resource `Policy` with a Type and a Content");
    }
    const auto facts = policy_type_facts();
    const auto known =
        std::find_if(facts.begin(), facts.end(), [&](const auto& f) { return f.aws_name == type->text; });
    if (known == facts.end()) return broken(cat("is of the type `", type->text, "`, which landform does not know"));
    if (!check_final(*content, use_.name, diagnostics_)) return broken("leaves something to CloudFormation");
    BoundPreset bound;
    bound.type = static_cast<PolicyType>(known - facts.begin());
    bound.content = *content;
    if (const Node* description = properties->find("Description")) bound.description = description->text;
    bound.took_exempt = declaration("Exempt") != nullptr;
    read_metadata(bound);
    return bound;
  }

  void read_metadata(BoundPreset& bound) const {
    const Node* metadata = preset_.root.find("Metadata");
    const Node* own = metadata ? metadata->find("landform") : nullptr;
    if (own == nullptr) return;
    if (const Node* risk = own->find("risk")) {
      bound.risk = risk->text == "low"      ? Risk::low
                   : risk->text == "medium" ? Risk::medium
                   : risk->text == "high"   ? Risk::high
                                            : Risk::unknown;
    }
    if (const Node* controls = own->find("controls")) {
      for (const Node& control : controls->items) bound.controls.push_back(control.text);
    }
    std::sort(bound.controls.begin(), bound.controls.end());
  }

  const cfn::Template& preset_;
  const PresetUse& use_;
  const StandardParameters& standard_;
  base::Diagnostics& diagnostics_;
  const Node* declared_ = nullptr;
  cfn::Bindings bindings_;
};

Node regions_of(const Organization& organization) {
  Node list = yaml::sequence();
  for (const auto& region : organization.regions) list.items.push_back(located(region.value.str(), region.span));
  return list;
}

// As cli/ and the templates name them; an account's id is any text here.
Node log_buckets(const Organization& organization) {
  Node list = yaml::sequence();
  const auto& trail = organization.trail.bucket;
  const std::string& slug = organization.customer.slug.value;
  list.items.push_back(located(base::replace_all(trail.value, "{account_id}", "*"), trail.span));
  if (organization.control_tower) {
    list.items.front() = located("aws-controltower-*", organization.delivery.span);
  }
  for (const std::string_view kind : {"access", "config", "findings", "flow"}) {
    list.items.push_back(located(cat(slug, '-', kind, "-logs-*"), organization.customer.slug.span));
  }
  return list;
}

Node break_glass_users(const blueprint::Blueprint& blueprint) {
  Node list = yaml::sequence();
  if (!blueprint.identity.written() || !blueprint.identity->iam.written()) return list;
  for (const auto& user : blueprint.identity->iam->users) {
    if (!user.name.starts_with("break-glass")) continue;
    list.items.push_back(located(cat("arn:*:iam::*:user/", user.name), user.name_span));
  }
  std::sort(list.items.begin(), list.items.end(), [](const Node& a, const Node& b) { return a.text < b.text; });
  return list;
}

// Vendors and partners: a perimeter that does not know them locks them out of the roles that the blueprint makes for
// them. An account that is named is the blueprint's own.
Node trusted_accounts(const blueprint::Blueprint& blueprint) {
  Node list = yaml::sequence();
  if (!blueprint.identity.written() || !blueprint.identity->iam.written()) return list;
  for (const auto& role : blueprint.identity->iam->roles) {
    if (role.written.presence != blueprint::Presence::value || !role->trust.written()) continue;
    const auto& account = role->trust->account;
    if (account.written() && aws::is_account_id(*account)) list.items.push_back(located(*account, account.span));
  }
  const auto by_text = [](const Node& a, const Node& b) { return a.text < b.text; };
  const auto same_text = [](const Node& a, const Node& b) { return a.text == b.text; };
  std::stable_sort(list.items.begin(), list.items.end(), by_text);
  list.items.erase(std::unique(list.items.begin(), list.items.end(), same_text), list.items.end());
  return list;
}

}  // namespace

StandardParameters standard_parameters(const blueprint::Blueprint& blueprint, const Organization& organization) {
  StandardParameters standard;
  const auto& slug = organization.customer.slug;
  standard.slug = located(slug.value, slug.span);
  standard.home_region = located(organization.home_region.value.str(), organization.home_region.span);
  standard.regions = regions_of(organization);
  const auto& id = organization.existing_organization_id;
  standard.organization_id = id ? located(id->value, id->span)
                                : located(cat("{{resolve:ssm:/landform/", slug.value, "/organization/id}}"), {});
  standard.deployers = yaml::sequence();
  for (const policy::Deployer& deployer : policy::kDeployers) {
    standard.deployers.items.push_back(yaml::string(std::string(deployer.pattern)));
  }
  standard.break_glass = break_glass_users(blueprint);
  standard.trusted_accounts = trusted_accounts(blueprint);
  standard.log_buckets = log_buckets(organization);
  standard.required_tags = yaml::sequence();
  for (const auto& key : blueprint.tagging->keys) {
    if (key.written.presence == blueprint::Presence::value && *key->required) {
      standard.required_tags.items.push_back(located(key.name, key.name_span));
    }
  }
  std::sort(standard.required_tags.items.begin(), standard.required_tags.items.end(),
            [](const Node& a, const Node& b) { return a.text < b.text; });
  standard.trail_name = organization.control_tower
                            ? located(std::string(kControlTowerTrail), organization.delivery.span)
                            : located(cat(slug.value, "-organization-trail"), slug.span);
  return standard;
}

std::optional<BoundPreset> bind_preset(const cfn::Template& preset, const PresetUse& use,
                                       const StandardParameters& standard, base::Diagnostics& diagnostics) {
  return Binder(preset, use, standard, diagnostics).run();
}

}  // namespace landform::resolve
