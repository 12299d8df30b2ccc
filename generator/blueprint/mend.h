// Guesses at what was meant by a text that is refused. A guess is offered as a question, and only if the rule takes it.
#pragma once

#include <string>
#include <string_view>

namespace landform::blueprint {

std::string mend_name(std::string_view text);      // "Globex_Corp" -> "globex-corp"
std::string mend_blanks(std::string_view text);    // " Globex" -> "Globex"
std::string mend_phone(std::string_view text);     // "0049 30.1234/5" -> "+49 30-1234-5"
std::string mend_country(std::string_view text);   // "us" -> "US"
std::string mend_region(std::string_view text);    // "Ireland", "eu-west1" -> "eu-west-1"
std::string mend_range(std::string_view text);     // "10.1.2.3/16" -> "10.1.0.0/16"
std::string mend_schedule(std::string_view text);  // "0 3 * * *" -> "cron(0 3 * * ? *)"

}  // namespace landform::blueprint
