#include "resolve/logging.h"

#include <algorithm>
#include <string>

#include "aws/account_rules.h"
#include "aws/arn.h"
#include "aws/log_retention.h"
#include "base/text.h"
#include "resolve/as_located.h"

namespace landform::resolve {

using base::cat;
using base::Diagnostic;

namespace {

struct Archive {
  std::string_view storage_class;  // S3's name
  std::int64_t minimum_days;       // billed even if an object goes earlier. Source: S3 pricing, storage class minimums
};

Archive archive_of(blueprint::ArchiveClass written) {
  switch (written) {
    case blueprint::ArchiveClass::glacier_instant_retrieval:
      return {"GLACIER_IR", 90};
    case blueprint::ArchiveClass::glacier:
      return {"GLACIER", 90};
    case blueprint::ArchiveClass::deep_archive:
      return {"DEEP_ARCHIVE", 180};
  }
  return {"GLACIER", 90};
}

ObjectLock lock_of(blueprint::ObjectLock written) {
  switch (written) {
    case blueprint::ObjectLock::none:
      return ObjectLock::none;
    case blueprint::ObjectLock::governance:
      return ObjectLock::governance;
    case blueprint::ObjectLock::compliance:
      return ObjectLock::compliance;
  }
  return ObjectLock::governance;
}

void check_days(const blueprint::Trail& written, const Archive& archive, base::Diagnostics& diagnostics) {
  if (written.archive_after_days.refused() || written.retention_days.refused()) return;
  const std::int64_t archived = *written.archive_after_days;
  const std::int64_t kept = *written.retention_days;
  const base::Span place =
      written.archive_after_days.written() ? written.archive_after_days.span : written.retention_days.span;
  const base::Span other = written.archive_after_days.written() ? written.retention_days.span : base::Span();
  if (archived >= kept) {
    diagnostics.add(
        Diagnostic("organization/trail-archive", place,
                   cat("trail logs move to the archive after ",
                       base::count_of(static_cast<std::size_t>(archived), "day"), " but expire after ",
                       base::count_of(static_cast<std::size_t>(kept), "day"), "; they must be kept longer than that"))
            .also(other, "they expire by this")
            .help(cat("write `archive_after_days` below ", kept, ", or keep them longer: `retention_days: 2555`")));
  } else if (kept - archived < archive.minimum_days) {
    diagnostics.add(
        Diagnostic("organization/trail-short-archive", place,
                   cat("trail logs stay ", base::count_of(static_cast<std::size_t>(kept - archived), "day"),
                       " in the class ", archive.storage_class, "; S3 bills at least ", archive.minimum_days))
            .also(other, "they expire by this")
            .help("archive them earlier, keep them longer, or choose another `archive_class`"));
  }
}

// A role of the log archive account by its name, or any role by its ARN.
std::string reader_fault(const std::string& reader, std::string_view partition) {
  if (!reader.starts_with("arn:")) {
    const auto fault = aws::role_name_fault(reader);
    return fault ? fault->reason : std::string();
  }
  const auto arn = aws::parse_arn(reader);
  if (!arn) return arn.error().reason;
  if (arn.value().service != "iam" || !arn.value().resource.starts_with("role/"))
    return "is the ARN of something else than a role";
  if (!aws::is_account_id(arn.value().account)) return "names no account";
  if (arn.value().partition != partition) {
    return cat("belongs to the partition ", arn.value().partition, "; this organization lives in ", partition);
  }
  return {};
}

void resolve_readers(const blueprint::Trail& written, std::string_view partition, Trail& trail,
                     base::Diagnostics& diagnostics) {
  for (const auto& reader : written.readers) {
    if (!reader.written()) continue;
    if (const std::string fault = reader_fault(*reader, partition); !fault.empty()) {
      diagnostics.add(Diagnostic("organization/trail-reader", reader.span, cat("reader `", *reader, "` ", fault))
                          .help("name a role of the log archive account, or give a role's ARN: "
                                "`arn:aws:iam::111122223333:role/audit`"));
      continue;
    }
    trail.readers.push_back(as_located(reader));
  }
}

void sort_unique(std::vector<Located<std::string>>& items, std::string_view key, base::Diagnostics& diagnostics) {
  std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (items[i].value != items[i - 1].value) continue;
    diagnostics.add(Diagnostic("organization/trail-twice", items[i].span,
                               cat("`", items[i].value, "` stands twice in `logging.trail.", key, "`"))
                        .also(items[i - 1].span, "first here")
                        .help("remove one of them"));
  }
}

}  // namespace

Trail resolve_trail(const blueprint::Trail& written, std::string_view partition, base::Diagnostics& diagnostics) {
  Trail trail;
  const Archive archive = archive_of(*written.archive_class);
  trail.bucket = as_located(written.bucket);
  trail.archive_after_days = as_located(written.archive_after_days);
  trail.archive_class = {std::string(archive.storage_class), written.archive_class.span};
  trail.retention_days = as_located(written.retention_days);
  for (const auto& events : written.data_events) {
    if (!events.written()) continue;
    const auto word = blueprint::words_of(*events)[static_cast<std::size_t>(*events)].word;
    trail.data_events.push_back({std::string(word), events.span});
  }
  trail.insights = as_located(written.insights);
  trail.object_lock = {lock_of(*written.object_lock), written.object_lock.span};
  trail.log_group_retention_days = as_located(written.log_group_retention_days);
  // The field's range ends where the table does, so there is a period that is long enough.
  if (const auto days = aws::log_retention_at_least(*written.log_group_retention_days)) {
    trail.log_group_retention_days.value = *days;
  }
  resolve_readers(written, partition, trail, diagnostics);
  sort_unique(trail.data_events, "data_events", diagnostics);
  sort_unique(trail.readers, "readers", diagnostics);
  check_days(written, archive, diagnostics);
  return trail;
}

}  // namespace landform::resolve
