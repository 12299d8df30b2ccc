// A request as conditions see it: every context key with what is known of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/request.h"

namespace landform::policy {

enum class Presence : std::uint8_t { absent, unknown, present };

struct KeyState {
  Presence presence = Presence::unknown;
  const std::vector<std::string>* values = nullptr;  // of present ones
  bool list = false;
};

class Situation {
 public:
  // Keeps a reference to the request.
  explicit Situation(const Request& request);

  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] std::string_view action() const { return action_; }      // in lower case
  [[nodiscard]] std::string_view service() const { return service_; }    // the action's, in lower case
  [[nodiscard]] std::string_view role_arn() const { return role_arn_; }  // of roles and their sessions
  // The account that the request's resource is taken to be in: the one given, the ARN's, the principal's.
  [[nodiscard]] std::string_view resource_account() const { return resource_account_; }
  // The key in lower case.
  [[nodiscard]] KeyState find(std::string_view key) const;

 private:
  struct Known {
    std::string key;  // in lower case
    Presence presence = Presence::absent;
    std::vector<std::string> values;
    bool list = false;
  };

  void add(std::string_view key, Presence presence, std::vector<std::string> values = {}, bool list = false);
  void add_value(std::string_view key, std::string_view value);  // nothing when the value is empty
  void derive();

  const Request& request_;
  std::string action_;
  std::string_view service_;
  std::string role_arn_;
  std::string resource_account_;
  std::vector<Known> keys_;  // sorted
};

}  // namespace landform::policy
