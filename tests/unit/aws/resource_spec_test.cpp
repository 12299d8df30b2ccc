#include "aws/resource_spec.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace landform::aws;

namespace {

ResourceType known(std::string_view name) {
  const auto type = find_resource_type(name);
  REQUIRE(type);
  return *type;
}

std::vector<std::string> texts(const table::Pieces& pieces) {
  return {pieces.begin(), pieces.end()};
}

// Counts what is wrong in the type's text: kinds nobody knows, definitions that do not exist.
std::size_t faults_in(const ResourceType& owner, const ValueType& type) {
  switch (type.kind()) {
    case TypeKind::list:
    case TypeKind::map:
      return faults_in(owner, type.element());
    case TypeKind::definition:
      return owner.definition(type.definition()) ? 0 : 1;
    case TypeKind::either_of: {
      std::size_t faults = type.alternatives().empty() ? 1 : 0;
      for (const std::string_view each : type.alternatives()) faults += faults_in(owner, ValueType(each));
      return faults;
    }
    case TypeKind::json:
      return type.text() == "json" ? 0 : 1;
    default:
      return type.is_enum() && type.enum_values().empty() ? 1 : 0;
  }
}

std::size_t faults_in(const ResourceType& owner, const Properties& properties) {
  std::size_t faults = 0;
  std::string_view before;
  for (const Property& property : properties) {
    if (property.name <= before) ++faults;
    before = property.name;
    faults += faults_in(owner, property.type);
    for (const std::string_view older : property.older_types) faults += faults_in(owner, ValueType(older));
    const auto found = properties.find(property.name);
    if (!found || found->name.data() != property.name.data()) ++faults;
  }
  return faults;
}

}  // namespace

TEST_CASE("the table names its source and holds all types, sorted, each once") {
  const std::string_view text = table::embedded_text("resource_spec.txt");
  const std::vector<std::string_view> names = resource_type_names();
  CHECK(names.size() == 1828);
  CHECK(text.starts_with("# 1828 resource types of @aws-cdk/aws-service-spec 0.1.216 "));
  CHECK(std::ranges::adjacent_find(names, std::ranges::greater_equal()) == names.end());
}

TEST_CASE("every property of every type has a type that can be read, and definitions that exist") {
  std::size_t faults = 0;
  std::size_t properties = 0;
  for (const std::string_view name : resource_type_names()) {
    const ResourceType type = known(name);
    faults += faults_in(type, type.properties());
    for (const std::string_view definition : type.definition_names()) {
      const auto nested = type.definition(definition);
      REQUIRE(nested);
      faults += faults_in(type, *nested);
      properties += static_cast<std::size_t>(std::distance(nested->begin(), nested->end()));
    }
    for (const Attribute& attribute : type.attributes()) faults += faults_in(type, attribute.type);
    if (const auto tags = type.tags()) faults += type.properties().find(tags->name) ? 0 : 1;
  }
  CHECK(faults == 0);
  CHECK(properties > 20000);
}

TEST_CASE("a search finds the type that a walk finds, and nothing else") {
  const std::vector<std::string_view> names = resource_type_names();
  const std::set<std::string_view> known_names(names.begin(), names.end());
  std::mt19937 random(42);
  for (int i = 0; i < 5000; ++i) {
    std::string name(names[random() % names.size()]);
    if (random() % 2 == 0) name[random() % name.size()] = static_cast<char>('A' + random() % 26);
    if (random() % 8 == 0) name.resize(random() % name.size());
    CAPTURE(name);
    const auto found = find_resource_type(name);
    REQUIRE(found.has_value() == known_names.contains(name));
    if (found) REQUIRE(found->name() == name);
  }
  for (const char* absent :
       {"", "A", "AWS", "AWS::", "Z", "AWS::S3::Bucket]", "aws::s3::bucket", "\xFF", "AWS::S3::Bucket\n"}) {
    CHECK_FALSE(find_resource_type(absent));
  }
}

TEST_CASE("a bucket is what the reference says") {
  const ResourceType bucket = known("AWS::S3::Bucket");
  const auto name = bucket.properties().find("BucketName");
  REQUIRE(name);
  CHECK(name->type.kind() == TypeKind::string);
  CHECK(name->update == Update::replaces);
  CHECK_FALSE(name->required);
  CHECK(bucket.properties().find("AccessControl")->type.enum_values().contains("LogDeliveryWrite"));
  CHECK_FALSE(bucket.properties().find("AccessControl")->type.enum_values().contains("logDeliveryWrite"));
  const auto encryption = bucket.properties().find("BucketEncryption");
  CHECK(encryption->type.definition() == "BucketEncryption");
  const auto rules = bucket.definition("BucketEncryption")->find("ServerSideEncryptionConfiguration");
  CHECK(rules->required);
  CHECK(rules->type.kind() == TypeKind::list);
  CHECK(rules->type.element().definition() == "ServerSideEncryptionRule");
  CHECK(bucket.tags()->name == "Tags");
  CHECK(bucket.tags()->shape == TagShape::key_value_list);
  CHECK(bucket.find_attribute("Arn"));
  CHECK_FALSE(bucket.find_attribute("BucketArn"));
  CHECK(texts(bucket.ref()) == std::vector<std::string>{"BucketName"});
  CHECK(bucket.stateful());
  CHECK(bucket.arn_template() == "arn:${Partition}:s3:::${BucketName}");
  CHECK(bucket.properties().near("BucketNmae") == std::vector<std::string_view>{"BucketName"});
  CHECK(bucket.near_attributes("arn") == std::vector<std::string_view>{"Arn"});
  CHECK_FALSE(bucket.properties().find("bucketName"));
  CHECK_FALSE(bucket.definition("Nothing"));
}

TEST_CASE("a trail, a key and others are what the reference says") {
  const ResourceType trail = known("AWS::CloudTrail::Trail");
  CHECK(trail.properties().find("S3BucketName")->required);
  CHECK(trail.properties().find("IsLogging")->required);
  CHECK(trail.properties().find("IsLogging")->type.kind() == TypeKind::boolean);
  CHECK(trail.properties().find("TrailName")->update == Update::replaces);
  const ResourceType key = known("AWS::KMS::Key");
  CHECK(key.properties().find("KeyPolicy")->type.text() == "(json|string)");
  CHECK(key.find_attribute("KeyId"));
  CHECK(known("AWS::Logs::LogGroup").properties().find("RetentionInDays")->type.enum_values().contains("2557"));
  CHECK(known("AWS::Backup::BackupVault").tags()->name == "BackupVaultTags");
  CHECK(known("AWS::Backup::BackupVault").tags()->shape == TagShape::map);
  CHECK(known("AWS::AutoScaling::AutoScalingGroup").tags()->shape == TagShape::auto_scaling);
  CHECK_FALSE(known("AWS::KMS::Alias").tags());
  CHECK(known("AWS::Serverless::Function").transform() == "AWS::Serverless-2016-10-31");
  CHECK_FALSE(known("AWS::EFS::AccessPoint").replaced_paths().empty());
  CHECK(known("AWS::Organizations::Account").properties().find("Email")->required);
  CHECK(texts(known("AWS::ApiGateway::Deployment").ref()) == std::vector<std::string>{"DeploymentId"});
}

TEST_CASE("a mistyped type has near names") {
  CHECK(near_resource_types("AWS::S3::Buckt") == std::vector<std::string_view>{"AWS::S3::Bucket"});
  const auto by_word = near_resource_types("AWS::CloudTrails::EventDataStores");
  CHECK(by_word.size() <= 4);
  const auto moved = near_resource_types("AWS::Guard::Detector");
  CHECK(std::ranges::find(moved, "AWS::GuardDuty::Detector") != moved.end());
  CHECK(near_resource_types("nothing like it").empty());
}

TEST_CASE("types that AWS does not describe take any property and attribute") {
  CHECK(is_opaque_type("Custom::AccountAlias"));
  CHECK(is_opaque_type("AWS::CloudFormation::CustomResource"));
  CHECK(is_opaque_type("AWS::CDK::Metadata"));
  CHECK(is_opaque_type("Acme::Network::Vpc"));
  CHECK(is_opaque_type("AWS::S3::Bucket::MODULE"));
  CHECK_FALSE(is_opaque_type("AWS::S3::Bucket"));
  CHECK_FALSE(is_opaque_type("AWS::S3::Buckt"));
  CHECK_FALSE(is_opaque_type("Bucket"));
  CHECK(accepts_attribute("AWS::CloudFormation::Stack", "Outputs.VpcId"));
  CHECK_FALSE(accepts_attribute("AWS::CloudFormation::Stack", "Outputs."));
  CHECK_FALSE(accepts_attribute("AWS::S3::Bucket", "Outputs.X"));
}

TEST_CASE("types of values are read to any depth") {
  const ValueType type("list(map((string|list(&Rule))))");
  CHECK(type.kind() == TypeKind::list);
  CHECK(type.element().kind() == TypeKind::map);
  const ValueType either = type.element().element();
  CHECK(either.kind() == TypeKind::either_of);
  CHECK(texts(either.alternatives()) == std::vector<std::string>{"string", "list(&Rule)"});
  CHECK(texts(ValueType("enum(|a b|c)").enum_values()) == std::vector<std::string>{"", "a b", "c"});
  CHECK(ValueType("intenum(1|2)").kind() == TypeKind::integer);
  CHECK(ValueType("").kind() == TypeKind::json);
  CHECK(ValueType("string").element().kind() == TypeKind::json);
  CHECK(ValueType("string").alternatives().empty());
}

TEST_CASE("threads look things up at once") {
  std::vector<std::thread> threads;
  std::vector<std::size_t> found(4, 0);
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&found, i] {
      for (const std::string_view name : resource_type_names())
        found[i] += find_resource_type(name).has_value() ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(found == std::vector<std::size_t>(4, 1828));
}
