// Laws of evaluation, on small templates made at random: binding in two steps is binding at once; evaluating an output
// changes nothing; binding nothing leaves what holds no constants; what is written is read back; inserted text is text.
#include <rapidcheck.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/render_text.h"
#include "base/source_map.h"
#include "cfn/evaluate.h"
#include "cfn/template.h"
#include "yaml/node.h"
#include "yaml/write.h"

namespace {

using namespace landform;
using yaml::Node;

constexpr int kParameters = 4;
constexpr cfn::EvaluateOptions kLoose{cfn::UndeclaredParameters::keep, cfn::Transform::keep, false};

int below(int limit) {
  return *rc::gen::resize(100, rc::gen::inRange(0, limit));
}

Node call(const char* function, Node argument) {
  return yaml::mapping({{function, std::move(argument)}});
}
Node call(const char* function, yaml::Nodes items) {
  return call(function, yaml::sequence(std::move(items)));
}
Node text(std::string words) {
  return yaml::string(std::move(words));
}
std::string parameter(int i) {
  return "P" + std::to_string(i);
}

// What is hard to tell from a variable.
std::string hard_text() {
  static const std::vector<std::string> pieces = {"a",     "-",    "$",    "{",    "}", "${P0}", "${!P1}",
                                                  "${P2}", "{P3}", "${I}", "&{I}", "!", ","};
  std::string out;
  for (int i = below(4); i >= 0; --i) out += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
  return out;
}

// Text for Fn::Sub whose variables exist.
std::string sub_text(bool constants) {
  static const std::vector<std::string> pieces = {"a",         "-",     "$",     "${!P0}", "${AWS::Region}",
                                                  "${R1.Arn}", "${P0}", "${P1}", "${P2}"};
  std::string out = constants ? "" : "${P3}";
  for (int i = below(4); i >= 0; --i) out += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))];
  return out;
}

// Expressions over the parameters. Without constants every call depends on an open parameter.
struct Maker {
  bool constants = true;
  bool loop = false;

  Node open_text() {
    return below(3) == 0 ? call("Ref", text("AWS::Region")) : call("Ref", text(parameter(below(kParameters))));
  }

  Node text_value(int depth) {
    switch (below(depth <= 0 ? 3 : 9)) {
      case 0:
        return constants ? text(hard_text()) : open_text();
      case 1:
        return open_text();
      case 2:
        return call("Fn::Sub", text(sub_text(constants)));
      case 3:
        return call("Fn::Join", {text(","), list_value(depth - 1)});
      case 4:
        return call("Fn::Select", {text("0"), constants ? yaml::sequence({text_value(depth - 1), text("z")})
                                                        : call("Ref", text("L"))});
      case 5:
        return call("Fn::If", {text("C" + std::to_string(below(3))), text_value(depth - 1), text_value(depth - 1)});
      case 6:
        return call("Fn::FindInMap", {text("M"), constants ? text("a") : open_text(), text("x")});
      case 7:
        return sub_pair(depth);
      default:
        return loop ? call("Ref", text("I")) : call("Fn::GetAtt", {text("R1"), text("Arn")});
    }
  }

  Node sub_pair(int depth) {
    Node variables = yaml::mapping();
    variables.add("X", text_value(depth - 1));
    return call("Fn::Sub", {text("${X}" + sub_text(constants)), std::move(variables)});
  }

  Node list_value(int depth) {
    if (below(4) == 0) return call("Ref", text("L"));
    if (constants && below(4) == 0) return call("Fn::Split", {text(","), text_value(depth - 1)});
    Node list = yaml::sequence({open_text()});
    for (int i = below(3); i > 0; --i) list.add(constants ? text_value(depth - 1) : open_text());
    if (constants && below(4) == 0) list.add(call("Ref", text("AWS::NoValue")));
    return list;
  }

  Node condition(int index, int depth) {
    switch (below(depth <= 0 ? 2 : 5)) {
      case 0:
        return call("Fn::Equals", {open_text(), text("a")});
      case 1:
        return index > 0 ? call("Condition", text("C" + std::to_string(index - 1)))
                         : call("Fn::Equals", {open_text(), text("b")});
      case 2:
        return call("Fn::And", {condition(index, depth - 1), condition(index, depth - 1)});
      case 3:
        return call("Fn::Or", {condition(index, depth - 1), condition(index, depth - 1)});
      default:
        return call("Fn::Not", yaml::Nodes{condition(index, depth - 1)});
    }
  }

  Node properties(int depth) {
    Node out = yaml::mapping();
    for (int i = below(3); i >= 0; --i) out.add("A" + std::to_string(i), text_value(depth));
    out.add("List", list_value(depth));
    Node inner = yaml::mapping();
    inner.add("Plain", text(hard_text()));
    if (below(2) == 0) inner.add("Maybe", call("Fn::If", {text("C1"), text("x"), call("Ref", text("AWS::NoValue"))}));
    out.add("Inner", std::move(inner));
    return out;
  }

  Node resource(int depth) {
    Node out = yaml::mapping({{"Type", text("AWS::SNS::Topic")}});
    if (below(4) == 0 && !loop) out.add("Condition", text("C0"));
    out.add("Properties", properties(depth));
    return out;
  }

  cfn::Template source() {
    Node parameters = yaml::mapping();
    for (int i = 0; i < kParameters; ++i) parameters.add(parameter(i), yaml::mapping({{"Type", text("String")}}));
    parameters.add("L", yaml::mapping({{"Type", text("CommaDelimitedList")}}));
    Node row = yaml::mapping({{"x", text("m${P0}")}, {"y", text("n")}});
    Node conditions = yaml::mapping();
    for (int i = 0; i < 3; ++i) conditions.add("C" + std::to_string(i), condition(i, 2));
    Node resources = yaml::mapping({{"R1", yaml::mapping({{"Type", text("AWS::SNS::Topic")}})}});
    resources.add("R2", resource(3));
    if (below(2) == 0) {
      loop = true;
      Node body = yaml::mapping();
      body.add("Loop${I}", resource(2));
      resources.add("Fn::ForEach::Is", yaml::sequence({text("I"), call("Ref", text("L")), std::move(body)}));
    }
    return {yaml::mapping({{"Transform", text("AWS::LanguageExtensions")},
                           {"Parameters", std::move(parameters)},
                           {"Mappings", yaml::mapping({{"M", yaml::mapping({{"a", row}, {"b", row}})}})},
                           {"Conditions", std::move(conditions)},
                           {"Resources", std::move(resources)}})};
  }
};

// A value for a parameter: text, or a call that stays or goes away.
Node bound_value() {
  switch (below(8)) {
    case 0:
      return call("Fn::Sub", text("s-${AWS::AccountId}-${!x}"));
    case 1:
      return call("Ref", text("AWS::AccountId"));
    case 2:
      return call("Fn::GetAtt", {text("R1"), text("Name")});
    case 3:
      return text("a");
    case 4:
      return text("{{resolve:ssm:/x}}");
    default:
      return text(hard_text());
  }
}

cfn::Bindings some_bindings() {
  cfn::Bindings out;
  for (int i = 0; i < kParameters; ++i) {
    if (below(2) == 0) out.parameters.emplace(parameter(i), bound_value());
  }
  if (below(2) == 0)
    out.parameters.emplace(
        "L", yaml::strings(below(2) == 0 ? std::vector<std::string>{"u", "v"} : std::vector<std::string>{}));
  return out;
}

std::optional<cfn::Template> evaluate(const cfn::Template& source, const cfn::Bindings& bindings,
                                      const cfn::EvaluateOptions& options = kLoose) {
  base::Diagnostics diagnostics;
  auto out = cfn::evaluate(source, bindings, options, diagnostics);
  RC_ASSERT(out.has_value() == !diagnostics.has_errors());
  if (!out) RC_LOG(diagnostics.all().front().message);
  return out;
}

void expect_equal(const cfn::Template& have, const cfn::Template& want) {
  if (yaml::same_value(have.root, want.root)) return;
  RC_LOG(yaml::write_yaml(cfn::resugar(have.root)));
  RC_LOG(yaml::write_yaml(cfn::resugar(want.root)));
  RC_FAIL("the two differ");
}

}  // namespace

int main() {
  bool sound = true;

  sound &= rc::check("binding A then B is binding both", [] {
    const cfn::Template source = Maker{}.source();
    const cfn::Bindings all = some_bindings();
    cfn::Bindings first;
    cfn::Bindings second;
    for (const auto& [name, value] : all.parameters) (below(2) == 0 ? first : second).parameters.emplace(name, value);
    const auto both = evaluate(source, all);
    const auto half = evaluate(source, first);
    // A half may be refused for a branch that the other half would have taken away.
    RC_PRE(half.has_value());
    const auto then = evaluate(*half, second);
    RC_ASSERT(then.has_value() == both.has_value());
    if (both) expect_equal(*then, *both);
  });

  sound &= rc::check("evaluating an output changes nothing", [] {
    cfn::EvaluateOptions options = kLoose;
    options.prune = below(2) == 0;
    const auto once = evaluate(Maker{}.source(), some_bindings(), options);
    RC_PRE(once.has_value());
    const auto twice = evaluate(*once, {}, options);
    RC_ASSERT(twice.has_value());
    expect_equal(*twice, *once);
  });

  sound &= rc::check("binding nothing leaves what holds no constants", [] {
    Maker maker;
    maker.constants = false;
    const cfn::Template source = maker.source();
    const auto out = evaluate(source, {});
    RC_ASSERT(out.has_value());
    cfn::Template want = source;
    if (!want.root.find("Resources")->find("Fn::ForEach::Is")) want.root.erase("Transform");
    expect_equal(*out, want);
  });

  sound &= rc::check("what is written is read back equal", [] {
    const auto out = evaluate(Maker{}.source(), some_bindings());
    RC_PRE(out.has_value());
    for (const bool yaml_text : {true, false}) {
      const std::string written =
          yaml_text ? yaml::write_yaml(cfn::resugar(out->root)) : yaml::write_json(out->root, yaml::JsonLayout::pretty);
      base::SourceMap sources;
      base::Diagnostics diagnostics;
      const auto back = cfn::read_template(sources, sources.add("written", written), diagnostics);
      if (!back) RC_LOG(base::render_text(sources, diagnostics));
      RC_ASSERT(back.has_value());
      expect_equal(*back, *out);
    }
  });

  sound &= rc::check("inserted text is never substituted again", [] {
    const std::string a = hard_text();
    const std::string b = hard_text();
    cfn::Template source{yaml::mapping(
        {{"Parameters", yaml::mapping({{"P0", yaml::mapping({{"Type", text("String")}})},
                                       {"P1", yaml::mapping({{"Type", text("String")}})},
                                       {"P2", yaml::mapping({{"Type", text("String")}})},
                                       {"P3", yaml::mapping({{"Type", text("String")}})}})},
         {"Resources",
          yaml::mapping({{"R", yaml::mapping({{"Type", text("AWS::SNS::Topic")},
                                              {"Properties",
                                               yaml::mapping({{"A", call("Fn::Sub", text("${P0}/${P1}"))}})}})}})}})};
    cfn::Bindings bindings;
    bindings.parameters = {{"P0", text(a)}, {"P1", text(b)}};
    const auto out = evaluate(source, bindings);
    RC_ASSERT(out.has_value());
    RC_ASSERT(out->root.find("Resources")->find("R")->find("Properties")->find("A")->text == a + "/" + b);
  });

  return sound ? 0 : 1;
}
