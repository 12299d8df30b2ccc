// What accounts and units inherit: tags, from `tagging.defaults` over their units, outermost first, to their own.
#pragma once

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "blueprint/tagging.h"
#include "resolve/draft.h"

namespace landform::resolve {

// Fills the tags of units and accounts; gives those of what belongs to no unit. A tag written as null stops the
// inheritance of its key. Each written tag is checked once, where it stands: organization/tag-key-spelling,
// tag-value-not-allowed. Accounts must have the required keys in the end: organization/required-tag;
// and not too many: organization/too-many-tags.
Tags resolve_tags(const blueprint::Tagging& tagging, const aws::Quotas& quotas, Draft& draft,
                  base::Diagnostics& diagnostics);

}  // namespace landform::resolve
