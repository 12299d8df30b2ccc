// A zip archive in memory: files as they are, without compression, in the order of their names, all of one fixed date.
// The same files give the same bytes everywhere. Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.7 to 4.3.16.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace landform::emit {

struct ZipEntry {
  std::string path;  // with '/', never absolute
  std::string bytes;
};

// Up to 65,535 entries and 4 GB in all, which no package comes near.
std::string zip_archive(std::vector<ZipEntry> entries);

// Of the bytes, with the polynomial of zip and Ethernet: 0xcbf43926 for "123456789".
std::uint32_t crc32(std::string_view bytes);

}  // namespace landform::emit
