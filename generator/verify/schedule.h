// Cron and rate expressions in the dialects of AWS's services.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace landform::verify {

enum class Dialect : std::uint8_t {
  events,     // cron(...) of six fields or rate(...)
  scheduler,  // and at(...)
  backup,     // cron(...) only
  crontab,    // five bare fields (Auto Scaling)
};

// What is wrong, as a clause; empty when the expression is well formed.
std::string schedule_fault(std::string_view text, Dialect dialect);

}  // namespace landform::verify
