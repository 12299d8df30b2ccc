// Policies that are kept as faultless: which are, and that nothing else is passed over for them.
#include "verify/known_policies.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/source_map.h"
#include "base/text.h"
#include "cfn/template.h"
#include "verify/index.h"
#include "verify/verify.h"

namespace {

using namespace landform;
using base::cat;
using verify::PolicyKind;

constexpr std::string_view kStatement =
    "{Version: \"2012-10-17\", Statement: [{Sid: Own, Effect: Allow, Principal: {Service: sns.amazonaws.com}, "
    "Action: \"s3:GetObject\", Resource: \"arn:aws:s3:::own/*\"}]}";

std::string endpoint(std::string_view policy) {
  return cat("Resources:\n  Endpoint:\n    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      VpcId: vpc-1\n",
             "      ServiceName: com.amazonaws.eu-west-1.s3\n      PolicyDocument: ", policy, "\n");
}
std::string bucket_policy(std::string_view policy) {
  return cat("Resources:\n  Policy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: own\n",
             "      PolicyDocument: ", policy, "\n");
}

class Verifier {
 public:
  std::vector<std::string> slugs(std::string_view text, verify::KnownPolicies* known) {
    base::Diagnostics diagnostics;
    const base::FileId file = sources_.add("template.yaml", std::string(text));
    source_ = cfn::read_template(sources_, file, diagnostics);
    REQUIRE(source_);
    verify::Context context;
    context.known_policies = known;
    verify::verify_template(*source_, context, diagnostics);
    std::vector<std::string> slugs;
    for (const base::Diagnostic& one : diagnostics.all()) slugs.emplace_back(one.slug);
    return slugs;
  }
  // Of the only resource of what was verified last.
  const yaml::Node& document() const {
    return *source_->root.find("Resources")->entries.front().value.find("Properties")->find("PolicyDocument");
  }

 private:
  base::SourceMap sources_;
  std::optional<cfn::Template> source_;
};

}  // namespace

TEST_CASE("a policy of a template without a fault is known by its content, kind and type") {
  verify::KnownPolicies known;
  Verifier verifier;
  CHECK(verifier.slugs(endpoint(kStatement), &known).empty());
  CHECK(known.has(PolicyKind::endpoint, "AWS::EC2::VPCEndpoint", verifier.document()));
  CHECK_FALSE(known.has(PolicyKind::bucket, "AWS::EC2::VPCEndpoint", verifier.document()));
  CHECK_FALSE(known.has(PolicyKind::endpoint, "AWS::S3::BucketPolicy", verifier.document()));
  CHECK(verifier.slugs(endpoint(kStatement), &known).empty());
}

TEST_CASE("what is known of one kind is judged in another") {
  verify::KnownPolicies known;
  Verifier verifier;
  CHECK(verifier.slugs(endpoint(kStatement), &known).empty());
  const auto told = verifier.slugs(bucket_policy(kStatement), &known);
  CHECK(told == verifier.slugs(bucket_policy(kStatement), nullptr));
  CHECK(told == std::vector<std::string>{"iam/confused-deputy"});
}

TEST_CASE("of a template with a fault nothing is known, and the fault is told each time") {
  verify::KnownPolicies known;
  Verifier verifier;
  const std::string faulty = base::replace_all(kStatement, "GetObject", "GetObjct");
  const auto told = verifier.slugs(endpoint(faulty), &known);
  CHECK(told == std::vector<std::string>{"iam/unknown-action"});
  CHECK_FALSE(known.has(PolicyKind::endpoint, "AWS::EC2::VPCEndpoint", verifier.document()));
  CHECK(verifier.slugs(endpoint(faulty), &known) == told);
}
