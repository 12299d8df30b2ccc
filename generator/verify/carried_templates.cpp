// Law: a template that stands as text in a stack set is verified as a template, and the stack set repeats the
// capabilities that it needs. Source: aws-facts.md B2, B5.
#include <algorithm>

#include "base/text.h"
#include "cfn/template.h"
#include "verify/json_text.h"
#include "verify/laws.h"
#include "verify/quota_check.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Node;

class Carried {
 public:
  Carried(const Resource& resource, const Node& body, const Input& input, base::Diagnostics& diagnostics)
      : resource_(resource), body_(body), input_(input), diagnostics_(diagnostics) {}

  void check() {
    const auto text = partial_text(body_);
    if (!text) return;
    const auto bytes = static_cast<std::int64_t>(text->text.size());
    check_limit("verify/template-too-large", input_.context, "cloudformation/template-inline", bytes,
                cat("the body of stack set `", resource_.id, "` has ", bytes, " bytes"), body_.span, diagnostics_);
    // What Fn::Sub fills in before the stack set sees it may be anything.
    if (!text->complete || body_.text.size() > kMostBytes) return;
    if (input_.context.sources != nullptr)
      verify_text(text->text);
    else
      verify_json(text->text);
  }

 private:
  Context inner_context(std::size_t bytes) const {
    Context context = input_.context;
    const Node* model = resource_.properties->find("PermissionModel");
    const bool service_managed = model != nullptr && literal(*model) == "SERVICE_MANAGED";
    context.target = service_managed ? TargetKind::stack_set : TargetKind::unknown;
    context.regions.clear();
    context.file_bytes = bytes;
    context.depth = input_.context.depth + 1;
    return context;
  }

  // The body gets a place of its own, so that each fault in it has a line.
  void verify_text(const std::string& text) {
    base::SourceMap& sources = *input_.context.sources;
    const base::FileId file = sources.add(cat("TemplateBody of stack set ", resource_.id), text);
    base::Diagnostics inside;
    const auto source = cfn::read_template(sources, file, inside);
    if (source) verify_template(*source, inner_context(text.size()), inside);
    if (inside.has_errors()) {
      diagnostics_.add(Diagnostic("verify/stack-set-body", body_.span,
                                  cat("the template in stack set `", resource_.id, "` has ",
                                      base::count_of(inside.errors(), "error"), ", told below")));
    }
    diagnostics_.add_all(inside);
    if (source) capabilities(*source);
  }

  void verify_json(const std::string& text) {
    auto parsed = parse_json_text(text, body_.span);
    if (!parsed || !parsed.value().is_mapping()) return;
    const cfn::Template source{std::move(parsed).value()};
    verify_template(source, inner_context(text.size()), diagnostics_);
    capabilities(source);
  }

  void capabilities(const cfn::Template& source) {
    const Capabilities needed = needed_capabilities(source);
    if (!needed.iam) return;
    const Node* given = resource_.properties->find("Capabilities");
    if (given != nullptr && !given->is_sequence()) return;
    const std::string_view wanted = needed.named_iam ? "CAPABILITY_NAMED_IAM" : "CAPABILITY_IAM";
    if (given != nullptr) {
      const bool found = std::any_of(given->items.begin(), given->items.end(), [&](const Node& item) {
        return !literal(item) || literal(item) == wanted || literal(item) == "CAPABILITY_NAMED_IAM";
      });
      if (found) return;
    }
    diagnostics_.add(Diagnostic("verify/stack-set-capabilities", given == nullptr ? resource_.id_span() : given->span,
                                cat("stack set `", resource_.id, "` carries IAM resources",
                                    needed.named_iam ? " with names" : "", " and does not say ", wanted))
                         .help(cat("Capabilities: [", wanted, "]")));
  }

  static constexpr std::size_t kMostBytes = 1'000'000;
  const Resource& resource_;
  const Node& body_;
  const Input& input_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

void law_carried_templates(const Input& input, base::Diagnostics& diagnostics) {
  constexpr int kMostDepth = 3;
  if (input.context.depth >= kMostDepth) return;
  for (const Resource& resource : input.index.resources) {
    if (resource.type != "AWS::CloudFormation::StackSet" || resource.properties == nullptr) continue;
    each_at(*resource.properties, "TemplateBody",
            [&](const Node& body) { Carried(resource, body, input, diagnostics).check(); });
  }
}

bool carries_templates(const cfn::Template& source) {
  const Node* resources = source.root.find("Resources");
  if (resources == nullptr) return false;
  return std::any_of(resources->entries.begin(), resources->entries.end(), [](const yaml::Entry& resource) {
    const Node* type = resource.value.find("Type");
    if (type == nullptr || type->text != "AWS::CloudFormation::StackSet") return false;
    const Node* properties = resource.value.find("Properties");
    bool found = false;
    if (properties != nullptr) each_at(*properties, "TemplateBody", [&](const Node&) { found = true; });
    return found;
  });
}

}  // namespace landform::verify
