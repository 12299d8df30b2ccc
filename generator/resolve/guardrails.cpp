#include "resolve/guardrails.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "policy/pattern.h"
#include "resolve/backup_policy.h"
#include "resolve/guardrail_statements.h"
#include "resolve/guardrail_targets.h"
#include "resolve/presets.h"
#include "resolve/tag_policy.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;
using yaml::Node;

namespace {

using Item = blueprint::NamedItem<blueprint::Guardrail>;

bool is_baseline(std::string_view name) {
  return std::find(std::begin(kBaselineGuardrails), std::end(kBaselineGuardrails), name) !=
         std::end(kBaselineGuardrails);
}

class Resolver {
 public:
  Resolver(const blueprint::Blueprint& blueprint, const Organization& organization, const PolicySources& sources,
           base::Diagnostics& diagnostics)
      : blueprint_(blueprint),
        organization_(organization),
        sources_(sources),
        diagnostics_(diagnostics),
        standard_(standard_parameters(blueprint, organization)) {}

  Guardrails run() {
    for (const Item& item : blueprint_.guardrails) {
      if (item.written.presence == blueprint::Presence::null) {
        switched_off(item);
      } else if (item.written.written()) {
        written(item);
      }
    }
    for (const std::string_view name : kBaselineGuardrails) by_default(name, {}, true);
    add_tagging();
    for (Guardrail& guardrail : backup_policies(organization_)) add(std::move(guardrail));
    auto& all = result_.guardrails;
    std::sort(all.begin(), all.end(), [](const Guardrail& a, const Guardrail& b) { return a.name < b.name; });
    return std::move(result_);
  }

 private:
  // What the blueprint does not mention, and holds anyway.
  void by_default(std::string_view name, base::Span span, bool baseline) {
    if (blueprint_.guardrails.find(name) != nullptr) return;
    const auto preset = sources_.presets.find(name);
    if (preset == sources_.presets.end()) return;
    Guardrail guardrail;
    guardrail.name = std::string(name);
    guardrail.span = span;
    guardrail.baseline = baseline;
    guardrail.targets = {root_target(span)};
    if (take_preset(guardrail, *preset->second, nullptr, {})) add(std::move(guardrail));
  }

  void add_tagging() {
    const blueprint::Tagging& tagging = *blueprint_.tagging;
    const base::Span at_service_control = enforcement(tagging, blueprint::TagEnforcement::service_control);
    if (at_service_control.known() && !standard_.required_tags.items.empty()) {
      by_default(kRequireTags, at_service_control, false);
    }
    for (Guardrail& guardrail : tag_policies(tagging, organization_)) add(std::move(guardrail));
  }

  void switched_off(const Item& item) {
    if (is_baseline(item.name)) return;
    diagnostics_.add(Diagnostic("guardrails/nothing-to-switch-off", item.name_span,
                                cat("`", item.name, "` is switched off, but it is no guardrail of the baseline"))
                         .note(cat("the baseline's: ",
                                   base::join({std::begin(kBaselineGuardrails), std::end(kBaselineGuardrails)}, ", ")))
                         .help("take the line out"));
  }

  void written(const Item& item) {
    if (item.name == kFullAccessGuardrail) return full_access(item);
    if (item->detach.written()) {
      diagnostics_.add(
          Diagnostic("guardrails/detach", item->detach.span,
                     cat("guardrail `", item.name, "` has `detach`, which only `", kFullAccessGuardrail, "` can have"))
              .note("what landform attaches is detached by taking it out of `attach`")
              .help("take `detach` out"));
    }
    const std::size_t errors_before = diagnostics_.errors();
    Guardrail guardrail;
    guardrail.name = item.name;
    guardrail.span = item.name_span;
    guardrail.baseline = is_baseline(item.name);
    take_targets(guardrail, *item);
    take_policy(guardrail, *item);
    if (item->description.written()) guardrail.description = *item->description;
    if (diagnostics_.errors() > errors_before || poisoned(*item)) return;
    warn_of_management(guardrail, diagnostics_);
    add(std::move(guardrail));
  }

  static bool poisoned(const blueprint::Guardrail& written) {
    return written.attach.refused() || written.kind.refused() || written.statements.refused() ||
           written.content.refused() || written.file.refused() || written.parameters.refused() ||
           written.exempt.refused();
  }

  void take_targets(Guardrail& guardrail, const blueprint::Guardrail& written) {
    if (written.attach.written()) {
      guardrail.targets = policy_targets(written.attach, guardrail.name, organization_, diagnostics_);
    } else if (guardrail.baseline && written.attach.presence == blueprint::Presence::unset) {
      guardrail.targets = {root_target(guardrail.span)};
    } else if (written.attach.presence == blueprint::Presence::unset) {
      diagnostics_.add(
          Diagnostic("guardrails/nowhere", guardrail.span, cat("guardrail `", guardrail.name, "` is attached nowhere"))
              .help("attach: [Root]"));
    }
  }

  // Exactly one of the preset, `statements`, `content` and `file` says what the policy is.
  void take_policy(Guardrail& guardrail, const blueprint::Guardrail& written) {
    std::vector<std::pair<std::string_view, base::Span>> sources;
    if (written.statements.written()) sources.emplace_back("statements", written.statements.span);
    if (written.content.written()) sources.emplace_back("content", written.content.span);
    if (written.file.written()) sources.emplace_back("file", written.file.span);
    if (sources.size() > 1) {
      diagnostics_.add(Diagnostic("guardrails/two-sources", sources[1].second,
                                  cat("guardrail `", guardrail.name, "` has `", sources[0].first, "` and `",
                                      sources[1].first, "`; one of them gives the policy"))
                           .also(sources[0].second, "the other one")
                           .help("keep one of them"));
      return;
    }
    if (sources.empty()) return from_preset(guardrail, written);
    from_customer(guardrail, written);
  }

  void from_preset(Guardrail& guardrail, const blueprint::Guardrail& written) {
    const auto found = sources_.presets.find(guardrail.name);
    if (found == sources_.presets.end()) {
      const bool told = std::binary_search(sources_.names.begin(), sources_.names.end(), guardrail.name);
      if (!told && !poisoned(written)) report_unknown_preset(guardrail);
      return;
    }
    const Node* parameters = written.parameters.written() ? written.parameters->node : nullptr;
    if (!take_preset(guardrail, *found->second, parameters, patterns(written.exempt))) return;
    if (!written.kind.written()) return;
    const auto type = static_cast<PolicyType>(*written.kind);
    if (type == guardrail.type) return;
    diagnostics_.add(Diagnostic("guardrails/other-kind", written.kind.span,
                                cat("preset `", guardrail.name, "` is of the kind ", facts_of(guardrail.type).word,
                                    ", not ", facts_of(type).word))
                         .help("take `kind` out, or give a policy of your own another name"));
  }

  void report_unknown_preset(const Guardrail& guardrail) {
    Diagnostic diagnostic("guardrails/unknown-preset", guardrail.span,
                          cat("guardrail `", guardrail.name,
                              "` is no preset, and has no policy of its own: no `statements`, `content` or `file`"));
    diagnostic.primary.text = base::did_you_mean(base::near_names(guardrail.name, sources_.names));
    if (!sources_.names.empty()) {
      diagnostic.notes.push_back(cat("the presets: ", base::join(sources_.names, ", ")));
    }
    diagnostic.helps.push_back("write the name of a preset, or say what the policy is: `kind:` and `statements:`");
    diagnostics_.add(std::move(diagnostic));
  }

  void from_customer(Guardrail& guardrail, const blueprint::Guardrail& written) {
    if (written.parameters.written()) {
      diagnostics_.add(Diagnostic("guardrails/parameters-without-preset", written.parameters.span,
                                  cat("guardrail `", guardrail.name,
                                      "` has `parameters`, but its policy is the customer's own, not a preset"))
                           .help("write the values into the policy"));
    }
    if (!written.kind.written()) {
      if (written.kind.presence == blueprint::Presence::unset) {
        diagnostics_.add(Diagnostic("guardrails/no-kind", guardrail.span,
                                    cat("guardrail `", guardrail.name,
                                        "` has a policy of its own, but no `kind` says of which type"))
                             .help("kind: service-control"));
      }
      return;
    }
    guardrail.type = static_cast<PolicyType>(*written.kind);
    if (written.statements.written()) return from_statements(guardrail, written);
    Node document;
    if (written.content.written()) {
      document = *written.content->node;
    } else {
      const auto file = sources_.files.find(guardrail.name);
      if (file == sources_.files.end()) return;
      document = file->second;
    }
    if (!check_final(document, guardrail.name, diagnostics_)) return;
    take_document(guardrail, std::move(document), {});
    exempt(guardrail, patterns(written.exempt), written.exempt.span);
  }

  void from_statements(Guardrail& guardrail, const blueprint::Guardrail& written) {
    if (!has_statements(guardrail.type)) {
      diagnostics_.add(Diagnostic("guardrails/statements-of-other-kind", written.statements.span,
                                  cat("guardrail `", guardrail.name, "` is of the kind ", facts_of(guardrail.type).word,
                                      ", whose policies have no statements"))
                           .help("content: {...}"));
      return;
    }
    for (const auto& statement : written.statements) {
      if (!statement.written()) continue;
      guardrail.statements.push_back(statement_node(*statement, guardrail.type, statement.span));
      if (!check_final(guardrail.statements.back(), guardrail.name, diagnostics_)) return;
      set_causes(guardrail.statements.back(), {});
    }
    exempt(guardrail, patterns(written.exempt), written.exempt.span);
  }

  void take_document(Guardrail& guardrail, Node document, base::Span cause) {
    set_causes(document, cause);
    if (has_statements(guardrail.type)) {
      guardrail.statements = statements_of(document, guardrail.name, diagnostics_);
    } else if (document.entries.empty()) {
      diagnostics_.add(Diagnostic("guardrails/policy-shape", document.span.known() ? document.span : guardrail.span,
                                  cat("the policy of guardrail `", guardrail.name, "` is empty"))
                           .help("write its document, or take the guardrail out"));
    } else {
      guardrail.content = std::move(document);
    }
  }

  bool take_preset(Guardrail& guardrail, const cfn::Template& preset, const Node* parameters,
                   yaml::Nodes exempt_patterns) {
    const PresetUse use{guardrail.name, guardrail.span, parameters, std::move(exempt_patterns)};
    auto bound = bind_preset(preset, use, standard_, diagnostics_);
    if (!bound) return false;
    guardrail.preset = guardrail.name;
    guardrail.type = bound->type;
    guardrail.risk = bound->risk;
    guardrail.controls = std::move(bound->controls);
    guardrail.description = std::move(bound->description);
    take_document(guardrail, std::move(bound->content), guardrail.span);
    if (!bound->took_exempt && !use.exempt.empty()) exempt(guardrail, use.exempt, use.exempt.front().span);
    return true;
  }

  void exempt(Guardrail& guardrail, const yaml::Nodes& principals, base::Span span) {
    for (const Node& principal : principals) guardrail.exempt.push_back(principal.text);
    if (principals.empty()) return;
    if (exempt_principals(guardrail.statements, principals) > 0) {
      for (Node& statement : guardrail.statements) set_causes(statement, {});
      return;
    }
    diagnostics_.add(
        Diagnostic("guardrails/exempt-without-effect", span,
                   cat("guardrail `", guardrail.name, "` exempts principals, but its policy denies nothing"))
            .note("an exemption is a condition of Deny statements; management policies and Allow "
                  "statements have none")
            .help("take `exempt` out"));
  }

  yaml::Nodes patterns(const blueprint::Listed<std::string>& written) {
    // A role that no customer has: a pattern that fits it fits every role.
    constexpr std::string_view kAnyRole = "arn:aws:iam::000000000000:role/landform.nobody-has-this-role";
    yaml::Nodes nodes;
    for (const auto& principal : written) {
      if (!principal.written()) continue;
      Node node = yaml::string(principal_pattern(*principal));
      if (policy::Pattern(node.text, policy::Wildcards::meant).matches(kAnyRole) == policy::Truth::yes) {
        diagnostics_.add(
            Diagnostic("guardrails/exempts-everyone", principal.span,
                       cat("exemption `", *principal, "` fits every role of every account"))
                .note("the guardrail would bind nobody but users and root users")
                .help("name the roles: `exempt: [deployer, \"arn:aws:iam::*:role/platform-*\"]`; or take the "
                      "guardrail out"));
      }
      node.span = node.cause = principal.span;
      nodes.push_back(std::move(node));
    }
    return nodes;
  }

  // AWS's own policy: it is not made here, only detached and attached again.
  void full_access(const Item& item) {
    const blueprint::Guardrail& written = *item;
    const std::array<std::pair<std::string_view, const blueprint::Slot*>, 7> others{
        {{"kind", &written.kind},
         {"statements", &written.statements},
         {"content", &written.content},
         {"file", &written.file},
         {"parameters", &written.parameters},
         {"exempt", &written.exempt},
         {"description", &written.description}}};
    for (const auto& [key, slot] : others) {
      if (!slot->written()) continue;
      diagnostics_.add(Diagnostic("guardrails/built-in", slot->span,
                                  cat("`", kFullAccessGuardrail, "` is AWS's own policy; it has no `", key, "`"))
                           .help("give a policy of your own another name"));
    }
    FullAccess& access = result_.full_access;
    access.detached = policy_targets(written.detach, item.name, organization_, diagnostics_);
    access.attached = policy_targets(written.attach, item.name, organization_, diagnostics_);
    for (const PolicyTarget& target : access.attached) {
      const auto both = std::find(access.detached.begin(), access.detached.end(), target);
      if (both == access.detached.end()) continue;
      diagnostics_.add(Diagnostic("guardrails/twice", target.span,
                                  cat("`", target.name, "` stands in `attach` and in `detach` of `", item.name, "`"))
                           .also(both->span, "here, too")
                           .help("take one of them out"));
    }
    if (written.detach.presence == blueprint::Presence::unset &&
        written.attach.presence == blueprint::Presence::unset) {
      diagnostics_.add(
          Diagnostic("guardrails/nowhere", item.name_span, cat("`", item.name, "` has neither `detach` nor `attach`"))
              .help("take it out: AWS attaches this policy everywhere"));
    }
  }

  void add(Guardrail guardrail) { result_.guardrails.push_back(std::move(guardrail)); }

  const blueprint::Blueprint& blueprint_;
  const Organization& organization_;
  const PolicySources& sources_;
  base::Diagnostics& diagnostics_;
  StandardParameters standard_;
  Guardrails result_;
};

}  // namespace

Guardrails resolve_guardrails(const blueprint::Blueprint& blueprint, const Organization& organization,
                              const PolicySources& sources, base::Diagnostics& diagnostics) {
  return Resolver(blueprint, organization, sources, diagnostics).run();
}

bool asks_for_preset(const blueprint::Guardrail& written) {
  return !written.statements.written() && !written.content.written() && !written.file.written();
}

}  // namespace landform::resolve
