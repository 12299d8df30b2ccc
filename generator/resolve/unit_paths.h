// Where units lie, as their paths say it ("Workloads/Production").
#pragma once

#include <string_view>
#include <vector>

#include "aws/names.h"

namespace landform::resolve {

// The organization's root, which all units and member accounts lie in.
aws::OuPath root_path();
bool is_root(const aws::OuPath& unit);

// Whether the path is the unit or lies below it; everything lies in Root.
bool lies_in(std::string_view path, std::string_view unit);
bool lies_in(const aws::OuPath& path, const aws::OuPath& unit);
bool lies_in_any(const aws::OuPath& path, const std::vector<aws::OuPath>& units);

// Sorted, each once, none that lies below another one.
std::vector<aws::OuPath> without_covered(std::vector<aws::OuPath> units);

}  // namespace landform::resolve
