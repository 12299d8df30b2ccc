// IAM Access Analyzer: what looks for access that nobody meant, and what it need not report.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"
#include "resolve/located.h"

namespace landform::resolve {

enum class Analyzer { external, unused };

// Values of one property of findings, one of which has to fit.
struct Criterion {
  std::string property;             // AWS's filter key: "principal.AWS"
  bool whole = false;               // the whole value has to be equal; else a part of it
  std::vector<std::string> values;  // sorted, unique
};

struct ArchiveRule {
  std::string name;
  Analyzer analyzer = Analyzer::external;
  std::vector<Criterion> criteria;  // by property; all of them have to fit
  Located<std::string> why;
  base::Span span;  // its key in the blueprint
};

struct AccessAnalyzer {
  Located<bool> external, unused;
  Located<std::int64_t> unused_days;
  std::vector<ArchiveRule> archive;  // by name
};

}  // namespace landform::resolve
