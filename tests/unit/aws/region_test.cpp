#include "aws/region.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "aws/type_availability.h"

using namespace landform::aws;

TEST_CASE("regions and partitions are sorted, unique and refer to each other") {
  const auto less_equal = [](const auto& a, const auto& b) { return a.name >= b.name; };
  CHECK(std::ranges::adjacent_find(all_regions(), less_equal) == all_regions().end());
  CHECK(std::ranges::adjacent_find(all_partitions(), less_equal) == all_partitions().end());
  for (const Region& region : all_regions()) {
    CAPTURE(region.name);
    CHECK(find_partition(region.partition) != nullptr);
    CHECK(has_region_shape(region.name));
    CHECK(std::ranges::is_sorted(region.zone_letters));
    CHECK(region.zone_letters.size() >= 2);
    for (const char letter : region.zone_letters) {
      CHECK(region.possible_zone_letters.find(letter) != std::string_view::npos);
    }
  }
}

TEST_CASE("there are 34 commercial regions, half of which an account opts in to") {
  const auto in_aws = [](const Region& region) { return region.partition == "aws"; };
  CHECK(std::ranges::count_if(all_regions(), in_aws) == 34);
  CHECK(std::ranges::count(all_regions(), OptIn::needed, &Region::opt_in) == 17);
  CHECK(find_region("eu-central-1")->opt_in == OptIn::not_needed);
  CHECK(find_region("eu-central-2")->opt_in == OptIn::needed);
  CHECK(find_region("mx-central-1")->opt_in == OptIn::needed);
}

TEST_CASE("a region is found by its exact name only") {
  for (const Region& region : all_regions()) CHECK(find_region(region.name) == &region);
  CHECK(find_region("EU-WEST-1") == nullptr);
  CHECK(find_region("eu-west-1a") == nullptr);
  CHECK(find_region("") == nullptr);
  CHECK(find_region("zz") == nullptr);
}

TEST_CASE("a region that is newer than the table still has a partition") {
  CHECK(partition_of_region("eu-west-1")->name == "aws");
  CHECK(partition_of_region("cn-north-1")->dns_suffix == "amazonaws.com.cn");
  CHECK(partition_of_region("eusc-de-east-1")->dns_suffix == "amazonaws.eu");
  CHECK(partition_of_region("us-gov-south-7")->name == "aws-us-gov");
  CHECK(partition_of_region("us-iso-west-1")->name == "aws-iso");
  CHECK(partition_of_region("us-isob-east-1")->name == "aws-iso-b");
  CHECK(partition_of_region("sa-west-2")->name == "aws");
  CHECK(partition_of_region("nowhere") == nullptr);
  CHECK(partition_of_region("") == nullptr);
}

TEST_CASE("charges are looked after in one region of the commercial partition, and elsewhere nowhere") {
  const struct {
    const char* home;
    const char* region;  // null: none
  } rows[] = {{"us-east-1", "us-east-1"}, {"eu-west-1", "us-east-1"}, {"ap-southeast-9", "us-east-1"},
              {"us-gov-west-1", nullptr}, {"cn-north-1", nullptr},    {"eusc-de-east-1", nullptr}};
  for (const auto& row : rows) {
    CAPTURE(row.home);
    const auto region = billing_region(RegionName(row.home));
    REQUIRE(region.has_value() == (row.region != nullptr));
    if (region) CHECK(region->str() == row.region);
    CHECK(partition_of(RegionName(row.home)).name == partition_of_region(row.home)->name);
  }
}

TEST_CASE("the shape of a region's name is words and a number") {
  for (const char* good : {"eu-west-1", "us-gov-east-1", "ap-southeast-12", "eusc-de-east-1"}) {
    CAPTURE(good);
    CHECK(has_region_shape(good));
  }
  for (const char* bad : {"", "-", "eu", "eu-west", "eu-west-", "eu-west-1a", "eu-west-123", "EU-west-1", "eu--1",
                          "e-west-1", "eu-west-1-", "eu-a-b-c-1", "1-eu-west", "eu_west_1"}) {
    CAPTURE(bad);
    CHECK_FALSE(has_region_shape(bad));
  }
}

TEST_CASE("zones have letters that the region may have") {
  CHECK(zone_name(*find_region("eu-west-1"), 'b') == "eu-west-1b");
  CHECK(region_of_zone("us-east-1f")->name == "us-east-1");
  CHECK(region_of_zone("eu-west-1f") == nullptr);
  CHECK(region_of_zone("euw1-az1") == nullptr);
  CHECK(region_of_zone("") == nullptr);
  CHECK(find_region("us-west-1")->zone_letters.size() == 2);
  CHECK(find_region("ap-northeast-1")->zone_letters == "acd");
}

TEST_CASE("types that a region lacks are known") {
  struct Case {
    const char* type;
    const char* region;
    Availability availability;
  };
  using enum Availability;
  const Case cases[] = {
      {"AWS::CUR::ReportDefinition", "us-east-1", assumed},
      {"AWS::CUR::ReportDefinition", "eu-west-1", missing},
      {"AWS::Budgets::Budget", "eu-north-1", missing},
      {"AWS::Budgets::Budget", "eu-west-1", assumed},
      {"AWS::Budgets::Budget", "eu-central-2", missing},
      {"AWS::Macie::Session", "me-south-1", assumed},
      {"AWS::Macie::Session", "me-central-1", missing},
      {"AWS::Detective::OrganizationAdmin", "ap-northeast-3", missing},
      {"AWS::Backup::RestoreTestingPlan", "ca-west-1", missing},
      {"AWS::CE::AnomalyMonitor", "ca-west-1", assumed},
      {"AWS::SecurityHub::ConfigurationPolicy", "ap-east-1", missing},
      {"AWS::S3::Bucket", "mx-central-1", assumed},
      {"AWS::CUR::ReportDefinition", "cn-north-1", assumed},
      {"AWS::CUR::ReportDefinition", "nowhere", assumed},
  };
  for (const Case& each : cases) {
    CAPTURE(each.type);
    CAPTURE(each.region);
    CHECK(type_availability(each.type, each.region) == each.availability);
  }
  CHECK(describe_availability("AWS::CUR::ReportDefinition") == "us-east-1 only");
  CHECK(describe_availability("AWS::CE::AnomalyMonitor") ==
        "not in ap-east-2, ap-southeast-5, ap-southeast-6, ap-southeast-7, mx-central-1");
  CHECK(describe_availability("AWS::S3::Bucket") == "");
}

TEST_CASE("ids of zones begin with an abbreviation of their region's name") {
  struct Case {
    const char* region;
    const char* prefix;
  };
  // As AWS prints them.
  const Case cases[] = {
      {"us-east-1", "use1"},       {"us-west-2", "usw2"},       {"us-gov-east-1", "usge1"},  {"us-gov-west-1", "usgw1"},
      {"ap-northeast-1", "apne1"}, {"ap-southeast-2", "apse2"}, {"ap-south-1", "aps1"},      {"ap-east-1", "ape1"},
      {"af-south-1", "afs1"},      {"ca-central-1", "cac1"},    {"ca-west-1", "caw1"},       {"eu-north-1", "eun1"},
      {"eu-central-2", "euc2"},    {"il-central-1", "ilc1"},    {"me-south-1", "mes1"},      {"mx-central-1", "mxc1"},
      {"sa-east-1", "sae1"},       {"cn-north-1", "cnn1"},      {"cn-northwest-1", "cnnw1"}, {"eusc-de-east-1", ""}};
  for (const Case& each : cases) {
    CAPTURE(each.region);
    CHECK(zone_id_prefix(*find_region(each.region)) == each.prefix);
  }
  const Region& virginia = *find_region("us-east-1");
  CHECK(may_be_zone_id(virginia, "use1-az1"));
  CHECK(may_be_zone_id(virginia, "use1-az6"));
  CHECK_FALSE(may_be_zone_id(virginia, "use1-az7"));
  CHECK_FALSE(may_be_zone_id(virginia, "use1-az0"));
  CHECK_FALSE(may_be_zone_id(virginia, "use2-az1"));
  CHECK_FALSE(may_be_zone_id(virginia, "use1-az"));
  CHECK_FALSE(may_be_zone_id(virginia, "us-east-1a"));
  CHECK(may_be_zone_id(*find_region("us-west-1"), "usw1-az3"));
  CHECK(may_be_zone_id(*find_region("eusc-de-east-1"), "eude1-az1"));
}
