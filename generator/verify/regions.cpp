// Law: regions that are written out exist. One of the right form that landform does not know may be new: a warning.
// Source: aws-facts.md F2 (aws/region.h).
#include <algorithm>

#include "aws/region.h"
#include "base/text.h"
#include "verify/laws.h"

namespace landform::verify {
namespace {

struct RegionPlace {
  std::string_view type;
  std::string_view path;
};
constexpr RegionPlace kRegionPlaces[] = {
    {"AWS::CloudFormation::StackSet", "StackInstancesGroup[].Regions[]"},
    {"AWS::CloudFormation::StackSet", "OperationPreferences.RegionOrder[]"},
    {"AWS::Config::ConfigurationAggregator", "AccountAggregationSources[].AwsRegions[]"},
    {"AWS::Config::ConfigurationAggregator", "OrganizationAggregationSource.AwsRegions[]"},
    {"AWS::DynamoDB::GlobalTable", "Replicas[].Region"},
    {"AWS::EC2::TransitGatewayPeeringAttachment", "PeerRegion"},
    {"AWS::EC2::VPCPeeringConnection", "PeerRegion"},
    {"AWS::SSM::ResourceDataSync", "S3Destination.BucketRegion"},
    {"AWS::SecretsManager::Secret", "ReplicaRegions[].Region"},
    {"AWS::SecurityHub::FindingAggregator", "Regions[]"},
};

static_assert(std::ranges::is_sorted(kRegionPlaces, {}, &RegionPlace::type));

}  // namespace

void law_regions(const Input& input, base::Diagnostics& diagnostics) {
  const RowsByType<kRegionPlaces> places(input.index);
  if (places.empty()) return;
  std::vector<std::string_view> known;
  for (const aws::Region& region : aws::all_regions()) known.push_back(region.name);
  for (const Resource& resource : input.index.resources) {
    if (resource.properties == nullptr) continue;
    for (const RegionPlace& place : places.of(resource)) {
      each_at(*resource.properties, place.path, [&](const yaml::Node& node) {
        const auto known_text = complete_text(node);
        if (!known_text) return;
        const std::string_view text = known_text->view();
        if (aws::find_region(text) != nullptr) return;
        base::Diagnostic fault("verify/region", node.span,
                               base::cat("`", text, "` in `", resource.id, "` is no region of AWS"));
        if (aws::has_region_shape(text)) {
          fault.severity = base::Severity::warning;
          fault.notes.emplace_back("it may be newer than landform's table");
        }
        if (auto question = input.near_names.question(text, known); !question.empty()) {
          fault.helps.push_back(std::move(question));
        }
        diagnostics.add(std::move(fault));
      });
    }
  }
}

}  // namespace landform::verify
