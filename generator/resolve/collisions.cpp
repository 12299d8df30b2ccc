#include "resolve/collisions.h"

#include "aws/logical_id.h"
#include "aws/quotas.h"
#include "base/text.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

void Collisions::add(const std::string& name, base::Span span) {
  const auto [first, fresh] = seen_.try_emplace(aws::logical_id_key(name), Place{&name, span});
  if (!fresh) {
    diagnostics_.add(
        Diagnostic("organization/names-collide", span,
                   cat(kind_, " `", name, "` and ", kind_, " `", *first->second.name,
                       "` differ in signs and capitals only; CloudFormation's names have letters and digits"))
            .also(first->second.span, "too close to this one")
            .help("give one of them another letter or digit"));
    return;
  }
  // An id is never longer than what it is made of.
  constexpr auto kLongest = static_cast<std::size_t>(aws::quota("cloudformation/logical-id").value);
  if (kind_.size() + name.size() <= kLongest) return;
  if (const auto fault = aws::logical_id_fault(aws::logical_id(kind_, name).str())) {
    diagnostics_.add(Diagnostic("organization/name-too-long", span,
                                cat("the name that CloudFormation would give ", kind_, " `", name, "` ", fault->reason))
                         .help("shorten the names on the way from the root to it"));
  }
}

}  // namespace landform::resolve
