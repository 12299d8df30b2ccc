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
                                               .absent = "7; on Debian and Ubuntu 0, as AWS knows no release dates "
                                                         "of their packages",
                                               .doc = "Days after its release at which a patch is approved.",
                                               .example = "7"}),
    field<&PatchBaseline::patch_groups>(
        "patch_groups", {.rule = text(kTagValue),
                         .absent = "the baseline is the default of its operating system",
                         .doc = "Values of the tag `Patch Group` (or `PatchGroup`) of the instances it is for.",
                         .example = "[databases]",
                         .empty = Empty::refused}),
};

constexpr Field kWindow[] = {
    field<&PatchWindow::schedule>("schedule", {.rule = text(kSchedule),
                                               .fallback = "cron(0 2 ? * SUN *)",
                                               .doc = "When the window opens, in UTC.",
                                               .example = "\"cron(0 2 ? * SUN *)\""}),
    field<&PatchWindow::hours>(
        "hours",
        {.rule = range(1, 24, "hours"), .fallback = "4", .doc = "How long the window stays open.", .example = "4"}),
    field<&PatchWindow::cutoff_hours>(
        "cutoff_hours", {.rule = range(0, 23, "hours"),
                         .absent = "1; in a window of one hour 0",
                         .doc = "Hours before the end of the window from which on no further instance is begun with.",
                         .example = "1"}),
    field<&PatchWindow::select>("select", {.absent = "instances with the tag Patch: weekly",
                                           .doc = "Instances that are patched in the window, by tag.",
                                           .example = "{tag: {Patch: weekly}}"}),
};

constexpr Field kPatching[] = {
    field<&Patching::baselines>("baselines", {.rule = named(kName),
                                              .absent = "the default baselines of AWS",
                                              .doc = "Patch baselines, keyed by name.",
                                              .example = "{linux: {os: amazon-linux-2023}}"}),
    field<&Patching::window>(
        "window", {.absent = "Sundays from 2 to 6, for instances with the tag Patch: weekly",
                   .doc = "Maintenance window in which patches are installed. With nothing behind the key there "
                          "is none. What is missing is looked "
                          "up every day, in the window or not.",
                   .example = "{schedule: \"cron(0 2 ? * SUN *)\", select: {tag: {Patch: weekly}}}",
                   .null = Null::allowed}),
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
