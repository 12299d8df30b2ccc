// Parameters of presets, from the blueprint into the policy. What is refused: tests/cases/resolve/identity and
// guardrails.
#include "resolve/preset_parameters.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/render_text.h"
#include "blueprint/decode.h"
#include "resolve/resolve.h"
#include "support/golden.h"
#include "unit/resolve/policy_fixture.h"
#include "yaml/reader.h"
#include "yaml/write.h"

namespace landform {
namespace {

// The documents of identity.iam.policies of a case.
class ParameterFixture {
 public:
  explicit ParameterFixture(const std::string& name) {
    const auto path = test::cases_dir("resolve") / "identity" / name;
    base::Diagnostics diagnostics;
    const auto root = yaml::read(sources_, sources_.add(name, test::read_file(path)), {}, diagnostics);
    REQUIRE(root);
    const blueprint::Blueprint written = blueprint::decode(*root, diagnostics);
    policies_.read_iam(path.parent_path() / "none", *written.identity->iam, path.parent_path(), sources_, diagnostics);
    resolve::Lock after;
    organization_ = resolve::resolve(written, {}, after, diagnostics, policies_.result);
    REQUIRE_MESSAGE(organization_, base::render_text(sources_, diagnostics));
  }

  [[nodiscard]] std::string document(std::string_view policy) const {
    const resolve::IamPolicy* found = organization_->iam.policy(policy);
    REQUIRE(found != nullptr);
    return yaml::write_json(found->document, yaml::JsonLayout::minified);
  }

 private:
  base::SourceMap sources_;
  test::PolicyFixture policies_;
  std::optional<resolve::Organization> organization_;
};

}  // namespace

TEST_CASE("names of parameters go into lower case, word by word") {
  CHECK(resolve::blueprint_name("AllowedServices") == "allowed_services");
  CHECK(resolve::blueprint_name("Regions") == "regions");
  CHECK(resolve::blueprint_name("") == "");
}

TEST_CASE("what a blueprint gives the parameters of a preset is what the policy says") {
  const ParameterFixture fixture("preset-parameters.yaml");
  const auto has = [](const std::string& document, std::string_view text) {
    return document.find(text) != std::string::npos;
  };
  const std::string own = fixture.document("shop-deployer");
  CHECK(has(own, ":stack/shop-*/*"));
  CHECK(has(own, ":role/delivery/shop/*"));
  CHECK(has(own, ":s3:::acme-templates-*/*"));
  CHECK_FALSE(has(own, "app-"));
  CHECK_FALSE(has(own, "deploy/"));
  const std::string plain = fixture.document("plain-deployer");
  CHECK(has(plain, ":stack/app-*/*"));
  CHECK(has(plain, ":role/deploy/*"));
  CHECK(has(plain, ":s3:::acme-deploy-*/*"));
  const std::string boundary = fixture.document("shop-boundary");
  CHECK(has(boundary, ":role/shop/*"));
  CHECK(has(boundary, ":instance-profile/shop/*"));
  CHECK(has(boundary, ":policy/shop/*"));
  CHECK(has(boundary, ":policy/shop-boundary"));
  CHECK_FALSE(has(boundary, "/workload/"));
}

}  // namespace landform
