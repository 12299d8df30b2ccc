// What holds for names and numbers of IAM entities of every kind.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "base/span.h"
#include "resolve/organization.h"

namespace landform::resolve {

// Names of one kind of entity. IAM compares them without case, and logical ids know letters and digits alone.
class IamNames {
 public:
  // `kind` is for messages: "role".
  IamNames(std::string_view kind, base::Diagnostics& diagnostics) : kind_(kind), diagnostics_(diagnostics) {}
  // The name has to outlive this. Raises identity/names-collide.
  void add(const std::string& name, base::Span span);

 private:
  std::string_view kind_;
  base::Diagnostics& diagnostics_;
  std::map<std::string, const std::string*> first_of_;
};

// `whose` and `what` are for messages: "role `ci`", "managed policies". Raises identity/too-many-attached.
void check_attached(std::size_t count, aws::QuotaId quota, base::Span span, const std::string& whose,
                    std::string_view what, const Organization& organization, base::Diagnostics& diagnostics);

}  // namespace landform::resolve
