// Law: intrinsic functions exist, get as many arguments as they take, and those that need a transform have it. What
// they do is the evaluator's matter; here a template is judged that nobody evaluates.
#include <array>

#include "base/text.h"
#include "cfn/functions.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

using base::cat;
using base::Diagnostic;
using yaml::Entry;
using yaml::Node;

class Functions {
 public:
  Functions(const Input& input, base::Diagnostics& diagnostics) : input_(input), diagnostics_(diagnostics) {}

  void check(const Node& node, const Entry& call, bool in_rules) {
    const std::string_view name = call.key;
    if (name == "Fn::Transform") return;
    const bool loop = name.starts_with(cfn::kForEachPrefix);
    const cfn::FunctionInfo* info = loop ? nullptr : info_of(name);
    if (!loop && info == nullptr) {
      if (in_rules) return;  // Rules have functions of their own
      Diagnostic fault("verify/unknown-function", call.key_span, cat("there is no function `", name, "`"));
      std::vector<std::string_view> names;
      for (const cfn::FunctionInfo& each : cfn::all_functions()) names.push_back(each.name);
      if (auto question = input_.near_names.question(name, names); !question.empty()) {
        fault.helps.push_back(std::move(question));
      }
      diagnostics_.add(std::move(fault));
      return;
    }
    if ((loop || info->language_extension) && input_.index.rewritten == Rewritten::no) {
      diagnostics_.add(Diagnostic("verify/needs-transform", call.key_span,
                                  cat("`", name, "` works only with the transform AWS::LanguageExtensions, which this ",
                                      "template does not have"))
                           .help("add `Transform: AWS::LanguageExtensions` at the top"));
    }
    if (loop) {
      check_count(call, "[Identifier, Collection, {OutputKey: OutputValue}]", 3, 3);
      return;
    }
    if (node.entries.size() > 1) {
      diagnostics_.add(Diagnostic("verify/function-arguments", call.key_span,
                                  cat("`", name, "` stands beside other keys; a function is alone in its mapping")));
      return;
    }
    check_shape(call, *info);
  }

 private:
  // Templates have hundreds of calls of few functions.
  const cfn::FunctionInfo* info_of(std::string_view name) {
    const cfn::FunctionInfo*& known = infos_[static_cast<std::size_t>(function_of(name))];
    if (known == nullptr || known->name != name) known = cfn::find_function(name);
    return known;
  }

  void check_shape(const Entry& call, const cfn::FunctionInfo& info) {
    const Node& argument = call.value;
    const bool may_be_list = info.shape == cfn::Shape::list || info.shape == cfn::Shape::list_or_map;
    if (argument.is_sequence()) {
      if (may_be_list) check_count(call, info.usage, info.least, info.most);
      return;
    }
    // A list that another function gives is AWS's to look at; Fn::GetAtt also takes "A.B", Fn::Sub a text.
    if (info.shape != cfn::Shape::list || intrinsic_of(argument) || call.key == "Fn::GetAtt" || call.key == "Fn::Sub") {
      return;
    }
    diagnostics_.add(Diagnostic("verify/function-arguments", argument.span.known() ? argument.span : call.key_span,
                                cat("`", call.key, "` takes a list of arguments"))
                         .help(std::string(info.usage)));
  }

  void check_count(const Entry& call, std::string_view usage, std::size_t least, std::size_t most) {
    const std::size_t count = call.value.items.size();
    if (count >= least && (count <= most || most == 0)) return;
    const std::string wanted =
        least == most ? base::count_of(least, "argument") : cat(least, " to ", base::count_of(most, "argument"));
    diagnostics_.add(
        Diagnostic("verify/function-arguments", call.key_span,
                   cat("`", call.key, "` takes ", wanted, "; ", count, count == 1 ? " is" : " are", " given"))
            .help(std::string(usage)));
  }

  const Input& input_;
  base::Diagnostics& diagnostics_;
  std::array<const cfn::FunctionInfo*, static_cast<std::size_t>(Function::other) + 1> infos_{};  // met last
};

}  // namespace

void law_functions(const Input& input, base::Diagnostics& diagnostics) {
  if (input.index.rewritten == Rewritten::by_macro) return;
  Functions functions(input, diagnostics);
  for (const Call& call : input.index.calls) functions.check(*call.node, *call.entry, call.in_rules);
}

}  // namespace landform::verify
