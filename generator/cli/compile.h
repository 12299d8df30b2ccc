// The passes in a row: a blueprint's text to everything that is written for it, in memory. Touches no disk: texts come
// through `read_text`, so that tests compile from memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "blueprint/layers.h"
#include "emit/output_file.h"
#include "resolve/lock.h"
#include "resolve/organization.h"
#include "resolve/policies.h"
#include "verify/assertions.h"

namespace landform::cli {

enum class Until : std::uint8_t { resolved, everything };

struct CompileOptions {
  std::string blueprint_path;
  std::string lock_path;      // read if it is there
  std::string templates_dir;  // where templates are read from; empty for those that the executable carries
  std::size_t threads = 0;    // that work at a time; 0 for as many as the machine has cores, eight at most
  Until until = Until::everything;
};

struct StepSummary {
  std::string name;
  std::string title;
  std::string_view kind;  // "stack", "stack set", "cli", "manual"
};

// What the passes made on their way: trees that nobody asks for any more, but that take a tenth of the run to be taken
// apart, node by node. Who ends right afterwards keeps them instead; for all others they go with what was compiled.
class Leftovers {
 public:
  // In the end, those go first that came first: nothing here may look at others when it goes.
  template <class Made>
  Made& keep(Made made) {
    auto held = std::make_shared<Made>(std::move(made));
    all_.push_back(held);
    return *held;
  }

 private:
  std::vector<std::shared_ptr<void>> all_;
};

struct Compiled {
  std::string slug;
  std::vector<StepSummary> steps;
  std::vector<resolve::PolicySlots> policy_slots;  // what is left for organization policies
  std::vector<resolve::Waiver> waivers;            // by control
  std::vector<emit::OutputFile> files;             // sorted by path, the manifest among them
  resolve::Lock lock_before;
  resolve::Lock lock_after;
  std::optional<std::string> lock_text;               // the lock file's new text; nothing when it stays as it is
  std::vector<std::string> read;                      // every file of the blueprint that was read
  std::vector<verify::CheckedAssertion> assertions;   // the blueprint's, then landform's own
  std::optional<resolve::Organization> organization;  // with Until::resolved, and then nothing else but the locks
  Leftovers leftovers;
};

// Nothing after errors.
std::optional<Compiled> compile(base::SourceMap& sources, const blueprint::ReadText& read_text,
                                const CompileOptions& options, base::Diagnostics& diagnostics);

// "blueprints/acme.yaml" -> "blueprints/acme.lock.yaml"
std::string default_lock_path(std::string_view blueprint_path);

}  // namespace landform::cli
