#include "blueprint/mailbox.h"

#include <doctest/doctest.h>

#include <string_view>

namespace landform::blueprint {

TEST_CASE("addresses of persons are told") {
  for (const std::string_view address :
       {"ada.lovelace@acme.example", "Ada.Lovelace@acme.example", "a.lovelace@acme.example",
        "ada_lovelace@acme.example", "linus@acme.example", "ada.lovelace+aws@acme.example",
        "ada.lovelace+{account}@acme.example", "ada2@acme.example", "ada.lovelace2@acme.example",
        "ada-lovelace@acme.example", "cloudteam@gmail.com", "aws@yahoo.co.uk", "aws@gmx.de", "security@proton.me"}) {
    CAPTURE(address);
    CHECK_FALSE(personal_mailbox(address).empty());
  }
}

TEST_CASE("addresses of groups and tasks are let through") {
  for (const std::string_view address :
       {"aws+{account}@acme.example", "aws-billing@acme.example", "cloud.team@acme.example", "it.ops@acme.example",
        "security@acme.example", "platform_engineering@acme.example", "aws@live.acme.example", "x@acme.example",
        "shop-prod@acme.example", "dl.all.hands@acme.example", "a1.b2@acme.example", "@acme.example", "no-at", ""}) {
    CAPTURE(address);
    CHECK_EQ(personal_mailbox(address), "");
  }
}

}  // namespace landform::blueprint
