// The configuration package of Customizations for Control Tower, as its validation reads it: pykwalify over a schema of
// closed mappings (version 2021-03-15), a shell script that looks for words at places in lines, and PyYAML, which takes
// bare numbers for numbers. What its parser passes over in silence (an account or unit that is not there, parameters
// that are given in two ways) is refused, too.
// Source: manifest-v2.schema.yaml, run-validation.sh and manifest_parser.py of the solution. Read: 2026-11-22.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_map.h"

namespace landform::verify {

struct Package {
  std::map<std::string, std::string_view> files;  // bytes by path below the package, without its manifest
  std::vector<std::string> regions;               // that it may go to
  std::set<std::string> units;                    // of the organization: "Workloads:Production"
  std::set<std::string> accounts;                 // their names, and the ids that are known
};

// Raises verify/package-grammar, verify/package-line and verify/package-reference.
void verify_package(const base::SourceMap& sources, base::FileId manifest, const Package& package,
                    base::Diagnostics& diagnostics);

}  // namespace landform::verify
