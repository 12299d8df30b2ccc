// The least that a text in the language of CloudFormation Guard must be for AWS Config to take it. AWS compiles it when
// the rule is made; what goes wrong there stops a stack set, so the plain slips are caught here.
#pragma once

#include <string>
#include <string_view>

namespace landform::resolve {

// What is wrong with it, to go on after "the Guard text"; empty when nothing is.
std::string guard_text_fault(std::string_view text);

}  // namespace landform::resolve
