// How a command tells what it found, and what that makes its exit code.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/source_map.h"
#include "blueprint/layers.h"
#include "cli/command.h"

namespace landform::cli {

// For commands that report diagnostics.
inline constexpr std::string_view kFormats = "text|json|sarif|github";
inline constexpr OptionSpec kFormatOption{"--format", "", kFormats, "text (default), json, sarif or github"};

// Text goes to err, so that out holds what was asked for; the forms for programs go to out.
void report(World& world, const base::SourceMap& sources, const base::Diagnostics& diagnostics,
            const Arguments& arguments);
// Whether the command may also say in words what it did.
bool for_people(const Arguments& arguments);

// Of errors: landform's own count most, then the blueprint's, then the disk's.
Exit exit_of(const base::Diagnostics& diagnostics);

// "landform: " and why a file cannot be read or written, to err. Always Exit::environment.
Exit disk_trouble(World& world, std::string_view doing, const base::DiskError& error);

blueprint::ReadText reader_of(base::Disk& disk);

// Complains if there is no file to read, with near names from its folder.
bool is_file(World& world, const std::string& path);

}  // namespace landform::cli
