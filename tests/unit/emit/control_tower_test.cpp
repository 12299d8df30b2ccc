// The package of Customizations for Control Tower: a manifest that its shell script and schema take, and a zip that is
// the same each time.
#include "emit/control_tower.h"

#include <doctest/doctest.h>

#include <string>

#include "emit/zip.h"

namespace landform {

TEST_CASE("the manifest is written as CfCT's validation reads it") {
  emit::PackagedSet set;
  set.name = "globex-alarms";
  set.description = "Alarms: of workloads";
  set.file = "templates/alarms.yaml";
  set.parameters = {{"AuditAccountId", "$[alfred_ssm_/landform/globex/accounts/Audit/id]"}};
  set.units = {"Workloads", "Workloads:Production"};
  set.accounts = {"012345670123"};
  set.regions = {"eu-central-1", "eu-west-1"};
  CHECK(emit::customizations_manifest("eu-west-1", {set}) ==
        "region: eu-west-1\n"
        "version: 2021-03-15\n"
        "enable_stack_set_deletion: false\n"
        "resources:\n"
        "  - name: \"globex-alarms\"\n"
        "    description: \"Alarms: of workloads\"\n"
        "    resource_file: templates/alarms.yaml\n"
        "    deploy_method: stack_set\n"
        "    deployment_targets:\n"
        "      organizational_units:\n"
        "        - \"Workloads\"\n"
        "        - \"Workloads:Production\"\n"
        "      accounts:\n"
        "        - \"012345670123\"\n"
        "    parameters:\n"
        "      - parameter_key: \"AuditAccountId\"\n"
        "        parameter_value: \"$[alfred_ssm_/landform/globex/accounts/Audit/id]\"\n"
        "    regions:\n"
        "      - eu-central-1\n"
        "      - eu-west-1\n");
}

TEST_CASE("a zip's checksum is the one that unzip computes") {
  CHECK(emit::crc32("") == 0);
  CHECK(emit::crc32("123456789") == 0xcbf43926U);
}

TEST_CASE("the order in which files are handed in does not change a zip") {
  const std::string one = emit::zip_archive({{"manifest.yaml", "a\n"}, {"templates/b.yaml", "b\n"}});
  CHECK(one == emit::zip_archive({{"templates/b.yaml", "b\n"}, {"manifest.yaml", "a\n"}}));
  CHECK(one.starts_with("PK\x03\x04"));
  // Two headers of 30 bytes, two directory entries of 46, the end of 22, each name twice, and four bytes of content.
  CHECK(one.size() == 2 * (30 + 46) + 22 + 2 * (13 + 16) + 4);
  CHECK(emit::zip_archive({}).size() == 22);
}

}  // namespace landform
