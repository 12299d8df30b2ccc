#include "resolve/iam_documents.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/text.h"
#include "cfn/evaluate.h"
#include "resolve/guardrail_statements.h"
#include "resolve/preset_parameters.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using yaml::Node;

namespace {

using WrittenPolicy = blueprint::NamedItem<blueprint::IamPolicy>;

Node located_text(std::string text, base::Span span) {
  Node node = yaml::string(std::move(text));
  node.span = span;
  return node;
}

void bind_if_asked(const cfn::Template& preset, std::string_view name, Node value, cfn::Bindings& bindings) {
  const Node* parameters = preset.root.find("Parameters");
  if (parameters && parameters->find(name)) bindings.parameters.insert_or_assign(std::string(name), std::move(value));
}

// What every preset can ask for, and the organization says; the rest takes its defaults unless the blueprint says more.
constexpr std::string_view kOrganizations[] = {"PolicyName", "Regions", "Slug"};

cfn::Bindings bindings_of_preset(const cfn::Template& preset, const IamPresetUse& use, const Organization& organization,
                                 base::Diagnostics& diagnostics) {
  cfn::Bindings bindings;
  if (const Node* parameters = preset.root.find("Parameters")) {
    for (const yaml::Entry& parameter : parameters->entries) {
      if (const Node* fallback = parameter.value.find("Default")) bindings.parameters.emplace(parameter.key, *fallback);
    }
  }
  const auto& slug = organization.customer.slug;
  bind_if_asked(preset, "Slug", located_text(slug.value, slug.span), bindings);
  bind_if_asked(preset, "PolicyName", yaml::string(use.name), bindings);
  Node regions = yaml::sequence();
  for (const auto& region : organization.regions) regions.add(located_text(region.value.str(), region.span));
  bind_if_asked(preset, "Regions", std::move(regions), bindings);
  if (use.parameters != nullptr) {
    const WrittenParameters written{*use.parameters, use.preset, "identity/unknown-parameter",
                                    "identity/parameter-type", kOrganizations};
    bind_parameters(written, preset, bindings, diagnostics);
  }
  return bindings;
}

void report_broken_preset(const std::string& preset, base::Span span, std::string_view what,
                          base::Diagnostics& diagnostics) {
  diagnostics.add(Diagnostic("identity/broken-preset", span, cat("preset `", preset, "` ", what))
                      .note("this is a bug in landform, or in the folder that --templates names"));
}

yaml::Nodes one_or_more(const Node& node) {
  return node.is_sequence() ? node.items : yaml::Nodes{node};
}

bool check_policy_shape(const Node& document, const WrittenPolicy& item, base::Diagnostics& diagnostics) {
  const auto tell = [&](base::Span span, std::string_view what) {
    diagnostics.add(Diagnostic("identity/policy-shape", span.known() ? span : item.name_span,
                               cat("the document of policy `", item.name, "` ", what))
                        .help("{Version: \"2012-10-17\", Statement: [...]}"));
    return false;
  };
  const Node* statement = document.find("Statement");
  if (statement == nullptr) return tell(document.span, "has no `Statement`");
  if (const Node* version = document.find("Version"); version == nullptr || version->text != "2012-10-17") {
    return tell(version ? version->span : document.span,
                version ? cat("has Version `", version->text, "`; landform wants 2012-10-17")
                        : std::string("has no Version; landform wants 2012-10-17"));
  }
  const yaml::Nodes statements = one_or_more(*statement);
  if (statements.empty()) return tell(statement->span, "has no statement in its list");
  for (const Node& one : statements) {
    if (!one.is_mapping()) return tell(one.span, "has a statement that is no mapping");
  }
  return true;
}

Node document_of_statements(const WrittenPolicy& item) {
  Node document = yaml::mapping();
  document.span = item->statements.span;
  document.add("Version", yaml::string("2012-10-17"));
  Node& statements = document.add("Statement", yaml::sequence());
  for (const auto& statement : item->statements) {
    if (statement.written()) {
      statements.add(statement_node(*statement, PolicyType::service_control, statement.span));
    }
  }
  return document;
}

void report_policy_sources(const WrittenPolicy& item, base::Diagnostics& diagnostics) {
  const std::vector<std::pair<std::string_view, const blueprint::Slot*>> all{
      {"file", &item->file}, {"preset", &item->preset}, {"statements", &item->statements}};
  std::vector<std::pair<std::string_view, base::Span>> given;
  for (const auto& [key, slot] : all) {
    if (slot->refused()) return;
    if (slot->written()) given.emplace_back(key, slot->span);
  }
  if (given.size() == 1) return;
  Diagnostic fault("identity/policy-source", given.empty() ? item.name_span : given[1].second,
                   given.empty() ? cat("policy `", item.name, "` has no document: no `statements`, `preset` or `file`")
                                 : cat("policy `", item.name, "` has `", given[0].first, "` and `", given[1].first,
                                       "`; one of them gives its document"));
  if (!given.empty()) fault.secondary.push_back({given[0].second, "the other one"});
  diagnostics.add(std::move(fault).help(
      given.empty() ? "statements: [{effect: Allow, actions: [\"cloudwatch:GetMetricData\"], resources: [\"*\"]}]"
                    : "keep one of them"));
}

void report_unknown_preset(const WrittenPolicy& item, const PolicySources& sources, base::Diagnostics& diagnostics) {
  Diagnostic fault("identity/unknown-preset", item->preset.span,
                   cat("policy `", item.name, "` asks for the preset `", *item->preset, "`, which there is not"));
  fault.primary.text = base::did_you_mean(base::near_names(*item->preset, sources.iam_names));
  fault.notes.push_back(cat("the presets: ", base::join(sources.iam_names, ", ")));
  diagnostics.add(std::move(fault).help("write the name of a preset, or the policy's `statements`"));
}

// "s3:*", "*", and "s3*" alike: everything that a service can do.
bool is_whole_service(std::string_view action) {
  const std::size_t colon = action.find(':');
  return action == "*" || (colon != std::string_view::npos && action.substr(colon + 1) == "*");
}

bool has_such_item(const Node* element, const auto& wanted) {
  if (element == nullptr) return false;
  const yaml::Nodes items = one_or_more(*element);
  return std::any_of(items.begin(), items.end(), [&](const Node& item) { return item.is_string() && wanted(item); });
}

}  // namespace

bool is_iam_preset(std::string_view name, const PolicySources& sources) {
  return std::binary_search(sources.iam_names.begin(), sources.iam_names.end(), name);
}

std::optional<IamPolicy> preset_policy(const IamPresetUse& use, const Organization& organization,
                                       const PolicySources& sources, base::Diagnostics& diagnostics) {
  const auto found = sources.iam_presets.find(use.preset);
  if (found == sources.iam_presets.end()) return std::nullopt;
  const cfn::Template& source = *found->second;
  const std::size_t errors_before = diagnostics.errors();
  const cfn::Bindings bindings = bindings_of_preset(source, use, organization, diagnostics);
  if (diagnostics.errors() > errors_before) return std::nullopt;
  const auto result = cfn::evaluate(source, bindings, {}, diagnostics);
  if (!result) return std::nullopt;
  const Node* resources = result->root.find("Resources");
  const Node* policy = resources ? resources->find("Policy") : nullptr;
  const Node* properties = policy ? policy->find("Properties") : nullptr;
  const Node* document = properties ? properties->find("PolicyDocument") : nullptr;
  if (document == nullptr) {
    report_broken_preset(use.preset, use.span, "has no resource `Policy` with a PolicyDocument", diagnostics);
    return std::nullopt;
  }
  IamPolicy made;
  made.name = use.name;
  made.preset = use.preset;
  made.span = use.span;
  made.document = *document;
  set_causes(made.document, use.span);
  if (const Node* description = properties->find("Description")) made.description = description->text;
  const Node* metadata = result->root.find("Metadata");
  const Node* own = metadata ? metadata->find("landform") : nullptr;
  if (const Node* controls = own ? own->find("controls") : nullptr) {
    for (const Node& control : controls->items) made.controls.push_back(control.text);
  }
  std::sort(made.controls.begin(), made.controls.end());
  return made;
}

std::optional<IamPolicy> written_policy(const WrittenPolicy& item, const Organization& organization,
                                        const PolicySources& sources, base::Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.errors();
  report_policy_sources(item, diagnostics);
  if (diagnostics.errors() > errors_before) return std::nullopt;
  std::optional<IamPolicy> policy;
  if (item->preset.written()) {
    if (!is_iam_preset(*item->preset, sources)) {
      report_unknown_preset(item, sources, diagnostics);
      return std::nullopt;
    }
    if (item->parameters.refused()) return std::nullopt;
    const Node* parameters = item->parameters.written() ? item->parameters->node : nullptr;
    policy = preset_policy({item.name, *item->preset, parameters, item.name_span}, organization, sources, diagnostics);
    if (!policy) return std::nullopt;
  } else {
    if (item->parameters.written()) {
      diagnostics.add(Diagnostic("identity/parameters-without-preset", item->parameters.span,
                                 cat("policy `", item.name,
                                     "` has `parameters`, but its document is the customer's own, not a preset"))
                          .help("write the values into the policy"));
    }
    policy.emplace();
    policy->name = item.name;
    policy->span = item.name_span;
    policy->controls = {"iam.least-privilege", "iam.permissions"};
    if (item->file.written()) {
      const auto file = sources.iam_files.find(item.name);
      if (file == sources.iam_files.end()) return std::nullopt;
      policy->document = file->second;
      if (!check_policy_shape(policy->document, item, diagnostics)) return std::nullopt;
    } else if (item->statements.written()) {
      policy->document = document_of_statements(item);
    } else {
      return std::nullopt;
    }
    set_causes(policy->document, {});
  }
  if (item->description.written()) policy->description = *item->description;
  return policy;
}

void warn_of_wide_statements(const IamPolicy& policy, base::Diagnostics& diagnostics) {
  const Node* statements = policy.document.find("Statement");
  if (statements == nullptr) return;
  for (const Node& statement : one_or_more(*statements)) {
    const Node* effect = statement.find("Effect");
    if (effect == nullptr || effect->text != "Allow" || statement.find("Condition") != nullptr) continue;
    if (!has_such_item(statement.find("Resource"), [](const Node& item) { return item.text == "*"; })) continue;
    const Node* actions = statement.find("Action");
    std::string wide;
    base::Span span = statement.span;
    const bool found = has_such_item(actions, [&](const Node& item) {
      if (!is_whole_service(item.text)) return false;
      wide = cat("`", item.text, "`");
      span = item.span;
      return true;
    });
    if (!found && statement.find("NotAction") == nullptr) continue;
    diagnostics.add(
        Diagnostic("identity/wide-statement", span,
                   cat("policy `", policy.name, "` allows ",
                       found ? wide : std::string("everything but what `not_actions` lists"), " on every resource"))
            .note("SOP control iam.least-privilege: custom policies grant the minimum")
            .help("name the actions that are needed, or the resources, or add a condition"));
  }
}

}  // namespace landform::resolve
