#include "base/sha256.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

using landform::base::sha256_hex;
using landform::base::sha256_hex_of_both;
using landform::base::sha256_hex_portably;

// Source: NIST, "Secure Hash Standard" examples (FIPS 180-4) and the CAVP short message vectors.
TEST_CASE("the digests of the standard's examples come out") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
            "nopqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(sha256_hex("\xbd") == "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
}

TEST_CASE("lengths at the edges of a block are padded right") {
  // Source: computed with sha256sum of GNU coreutils 9.1 over that many letters "a".
  CHECK(sha256_hex(std::string(55, 'a')) == "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  CHECK(sha256_hex(std::string(56, 'a')) == "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  CHECK(sha256_hex(std::string(64, 'a')) == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}

TEST_CASE("the processor's own instructions give what plain arithmetic gives, for every length and alignment") {
  std::string bytes;
  for (std::size_t i = 0; i < 700; ++i) bytes += static_cast<char>((i * i * 31 + i / 3) % 256);
  for (std::size_t begin = 0; begin < 4; ++begin) {
    for (std::size_t length = 0; length + begin < bytes.size(); ++length) {
      const std::string_view part = std::string_view(bytes).substr(begin, length);
      REQUIRE(sha256_hex(part) == sha256_hex_portably(part));
    }
  }
}

TEST_CASE("two texts at once have the hashes that each has by itself") {
  std::string bytes;
  for (std::size_t i = 0; i < 400; ++i) bytes += static_cast<char>((i * i * 31 + i / 3) % 256);
  const std::string_view all = bytes;
  for (std::size_t length = 0; length <= 200; ++length) {
    for (const std::size_t other_length : {0U, 1U, 63U, 64U, 65U, 127U, 128U, 200U}) {
      const std::string_view one = all.substr(3, length);
      const std::string_view other = all.substr(150, other_length);
      const auto [of_one, of_other] = sha256_hex_of_both(one, other);
      REQUIRE(of_one == sha256_hex_portably(one));
      REQUIRE(of_other == sha256_hex_portably(other));
    }
  }
}

TEST_CASE("a text that comes in pieces has the hash of the whole") {
  std::string bytes;
  for (std::size_t i = 0; i < 300; ++i) bytes += static_cast<char>((i * 7 + i / 5) % 256);
  for (std::size_t first = 0; first <= bytes.size(); ++first) {
    for (const std::size_t second : {0U, 1U, 30U, 64U, 65U, 300U}) {
      const std::string_view all = bytes;
      landform::base::Sha256 hash;
      hash.add(all.substr(0, first));
      hash.add(all.substr(first, second));
      hash.add(all.substr(std::min(first + second, all.size())));
      REQUIRE(hash.hex() == sha256_hex_portably(all));
    }
  }
}
