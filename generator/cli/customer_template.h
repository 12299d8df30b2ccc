// A customer's own template among the passes: where it lies, and the defaults of parameters that nothing binds.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cfn/evaluate.h"
#include "cfn/template.h"

namespace landform::cli {

// Templates are named relative to the blueprint file that names them.
std::string customer_path(const base::SourceMap& sources, base::Span written_at, const std::string& written);

// Folds what has a default and opens what Parameter Store gives in the account itself, so that the stack set's template
// asks for nothing. Raises customization/missing-parameter.
void bind_defaults(const cfn::Template& source, base::Span written_at, cfn::Bindings& bindings,
                   base::Diagnostics& diagnostics);

}  // namespace landform::cli
