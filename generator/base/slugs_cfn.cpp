#include "base/slug_areas.h"

namespace landform::base {
namespace {

// Sorted by slug.
constexpr SlugInfo kSlugs[] = {
    {"cfn/argument-count", Severity::error, "an intrinsic function with too few or too many arguments"},
    {"cfn/argument-kind", Severity::error,
     "an argument that is a list, a mapping or text where another kind is wanted"},
    {"cfn/binding-cycle", Severity::error, "a bound value that contains itself, over other parameters perhaps"},
    {"cfn/bound-and-open", Severity::error, "a parameter that is bound to a value and left open at once"},
    {"cfn/cidr", Severity::error, "a Fn::Cidr whose blocks do not fit, or that is given no address range"},
    {"cfn/condition-cycle", Severity::error, "conditions that depend on each other in a circle"},
    {"cfn/condition-kind", Severity::error, "a condition that is no condition function"},
    {"cfn/duplicate-key", Severity::error, "a key that a loop makes twice, or a name that two things share"},
    {"cfn/function-not-alone", Severity::error, "an intrinsic function beside other keys in one mapping"},
    {"cfn/function-place", Severity::error, "an intrinsic function where CloudFormation does not take it"},
    {"cfn/logical-id", Severity::error, "a logical id with more than letters and digits"},
    {"cfn/loop-collection", Severity::error, "a loop over something that is no list of texts"},
    {"cfn/loop-depth", Severity::error, "loops nested deeper than CloudFormation takes"},
    {"cfn/loop-name", Severity::error, "a loop or identifier whose name is taken"},
    {"cfn/loop-shape", Severity::error, "a Fn::ForEach without identifier, collection and body"},
    {"cfn/mapping-key", Severity::error, "a look-up of a key that a mapping does not have"},
    {"cfn/mapping-survives", Severity::error, "bound rows that must stay in the template and are no legal mapping"},
    {"cfn/mapping-value", Severity::error, "a mapping of a template that holds more than texts and lists of texts"},
    {"cfn/missing-key", Severity::error, "a section, attribute or argument that CloudFormation requires"},
    {"cfn/needs-language-extensions", Severity::error, "a construct of AWS::LanguageExtensions without that transform"},
    {"cfn/no-value", Severity::error, "AWS::NoValue where a value is required"},
    {"cfn/null-value", Severity::error, "a null in a template"},
    {"cfn/parameter-type", Severity::error, "a parameter type that CloudFormation does not have"},
    {"cfn/parameter-value", Severity::error, "a bound value that its parameter's declaration does not allow"},
    {"cfn/reference-to-folded", Severity::error, "a reference to a resource that a false condition took away"},
    {"cfn/rule-on-bound", Severity::error, "a rule that asks CloudFormation about a parameter that is bound"},
    {"cfn/rule-violated", Severity::error, "bound values that break a rule of the template"},
    {"cfn/section-kind", Severity::error, "a section or member that is a list, a mapping or text and should not be"},
    {"cfn/select-index", Severity::error, "a Fn::Select with an index that its list does not have"},
    {"cfn/sub-syntax", Severity::error, "a text of Fn::Sub whose variables cannot be read"},
    {"cfn/sub-value", Severity::error, "a variable of Fn::Sub that stands for something other than text"},
    {"cfn/too-deep", Severity::error, "values nested deeper than landform follows"},
    {"cfn/too-large", Severity::error, "a template that grows beyond all limits"},
    {"cfn/transform-left", Severity::error, "something that needs a transform, in a template that must carry none"},
    {"cfn/unbound-parameter", Severity::error, "a template parameter that is neither bound nor declared open"},
    {"cfn/unknown-binding", Severity::error, "a value bound to something that the template does not have"},
    {"cfn/unknown-condition", Severity::error, "a condition that the template does not have"},
    {"cfn/unknown-function", Severity::error, "an intrinsic function that CloudFormation does not have"},
    {"cfn/unknown-key", Severity::error, "a section, attribute or argument that CloudFormation does not have"},
    {"cfn/unknown-mapping", Severity::error, "a mapping that the template does not have"},
    {"cfn/unknown-reference", Severity::error,
     "a Ref, Fn::GetAtt or Fn::Sub to a name that the template does not have"},
};

}  // namespace

std::span<const SlugInfo> cfn_slugs() {
  return kSlugs;
}

}  // namespace landform::base
