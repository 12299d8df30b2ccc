#include "emit/zip.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace landform::emit {
namespace {

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
    table[i] = value;
  }
  return table;
}
constexpr std::array<std::uint32_t, 256> kCrcTable = make_crc_table();

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xFFU);
}

constexpr std::uint32_t kDate = 0x0021;       // 1980-01-01, the first day that the format knows
constexpr std::uint32_t kNeededVersion = 20;  // directories and stored files
constexpr std::uint32_t kMadeBy = 0x0314;     // Unix, version 2.0
constexpr std::uint32_t kUtf8Names = 0x0800;
constexpr std::uint32_t kMode = 0100644U << 16U;  // a plain file that everybody reads

// What the header before a file and its entry in the directory have in common.
void put_description(std::string& out, const ZipEntry& entry, std::uint32_t crc) {
  const auto size = static_cast<std::uint32_t>(entry.bytes.size());
  put(out, kNeededVersion, 2);
  put(out, kUtf8Names, 2);
  put(out, 0, 2);  // stored
  put(out, 0, 2);  // midnight
  put(out, kDate, 2);
  put(out, crc, 4);
  put(out, size, 4);
  put(out, size, 4);
  put(out, static_cast<std::uint32_t>(entry.path.size()), 2);
  put(out, 0, 2);
}

}  // namespace

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : bytes) crc = kCrcTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (crc >> 8U);
  return crc ^ 0xFFFFFFFFU;
}

std::string zip_archive(std::vector<ZipEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const ZipEntry& a, const ZipEntry& b) { return a.path < b.path; });
  std::string out;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    const auto offset = static_cast<std::uint32_t>(out.size());
    const std::uint32_t crc = crc32(entry.bytes);
    put(out, 0x04034B50U, 4);
    put_description(out, entry, crc);
    out += entry.path;
    out += entry.bytes;
    put(directory, 0x02014B50U, 4);
    put(directory, kMadeBy, 2);
    put_description(directory, entry, crc);
    put(directory, 0, 2);  // no comment
    put(directory, 0, 2);  // one disk
    put(directory, 0, 2);  // no text attribute
    put(directory, kMode, 4);
    put(directory, offset, 4);
    directory += entry.path;
  }
  const auto count = static_cast<std::uint32_t>(entries.size());
  const auto start = static_cast<std::uint32_t>(out.size());
  out += directory;
  put(out, 0x06054B50U, 4);
  put(out, 0, 4);
  put(out, count, 2);
  put(out, count, 2);
  put(out, static_cast<std::uint32_t>(directory.size()), 4);
  put(out, start, 4);
  put(out, 0, 2);
  return out;
}

}  // namespace landform::emit
