// What patterns cannot say of texts, and what they say less well. Each function takes any text that is not empty and
// gives nothing, or how a sentence that begins with the text goes on. What has another form altogether is the pattern's
// to say.
#pragma once

#include <string>
#include <string_view>

namespace landform::blueprint {

std::string line_problem(std::string_view text);
std::string unit_problem(std::string_view text);
std::string account_problem(std::string_view text);
std::string aws_account_name_problem(std::string_view text);
std::string alias_problem(std::string_view text);
std::string tag_key_problem(std::string_view text);
std::string tag_value_problem(std::string_view text);
std::string tag_value_pattern_problem(std::string_view text);
std::string mailbox_problem(std::string_view text);
std::string root_mailbox_problem(std::string_view text);  // {account} stands for a name
std::string cidr_problem(std::string_view text);          // IPv4
std::string cidr_or_prefix_problem(std::string_view text);
std::string ipv6_problem(std::string_view text);     // a range
std::string address_problem(std::string_view text);  // IPv4; a name has none
std::string source_problem(std::string_view text);   // a range of either family, or a name
std::string ports_problem(std::string_view text);
std::string schedule_problem(std::string_view text);
std::string bucket_problem(std::string_view text);  // {account_id} stands for an id
std::string date_problem(std::string_view text);
std::string file_problem(std::string_view text);

}  // namespace landform::blueprint
