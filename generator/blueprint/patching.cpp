#include "blueprint/patching.h"

namespace landform::blueprint {
namespace {

constexpr Word kSystems[] = {
    {"amazon-linux-2", "Amazon Linux 2"},
    {"amazon-linux-2023", "Amazon Linux 2023"},
    {"debian", "Debian"},
    {"macos", "macOS"},
    {"oracle-linux", "Oracle Linux"},
    {"redhat-enterprise-linux", "Red Hat Enterprise Linux"},
    {"rocky-linux", "Rocky Linux"},
    {"suse", "SUSE Linux Enterprise Server"},
    {"ubuntu", "Ubuntu"},
    {"windows", "Windows Server"},
};

constexpr Field kBaseline[] = {
    field<&PatchBaseline::os>("os", {.need = Need::required,
                                     .doc = "Operating system that the baseline is for.",
                                     .example = "amazon-linux-2023",
                                     .change = "Replaces the baseline."}),
    field<&PatchBaseline::approve_after_days>("approve_after_days",
                                              {.rule = range(0, 360, "days"),
                                               .fallback = "7",
                                               .doc = "Days after its release at which a patch is approved.",
                                               .example = "7"}),
};

constexpr Field kWindow[] = {
    field<&PatchWindow::schedule>("schedule", {.rule = text(kSchedule),
                                               .need = Need::required,
                                               .doc = "When the window opens, in UTC.",
                                               .example = "\"cron(0 2 ? * SUN *)\""}),
    field<&PatchWindow::hours>(
        "hours",
        {.rule = range(1, 24, "hours"), .fallback = "4", .doc = "How long the window stays open.", .example = "4"}),
    field<&PatchWindow::select>("select", {.need = Need::required,
                                           .doc = "Instances that are patched in the window.",
                                           .example = "{tag: {Patch: weekly}}"}),
};

constexpr Field kPatching[] = {
    field<&Patching::baselines>("baselines", {.rule = named(kName),
                                              .absent = "the default baselines of AWS",
                                              .doc = "Patch baselines, keyed by name.",
                                              .example = "{linux: {os: amazon-linux-2023}}"}),
    field<&Patching::window>("window",
                             {.absent = "no window; nothing is patched by landform",
                              .doc = "Maintenance window in which patches are installed.",
                              .example = "{schedule: \"cron(0 2 ? * SUN *)\", select: {tag: {Patch: weekly}}}"}),
};

}  // namespace

std::span<const Word> words_of(OperatingSystem) {
  return kSystems;
}
std::span<const Field> fields_of(const PatchBaseline*) {
  return kBaseline;
}
std::span<const Field> fields_of(const PatchWindow*) {
  return kWindow;
}
std::span<const Field> fields_of(const Patching*) {
  return kPatching;
}

}  // namespace landform::blueprint
