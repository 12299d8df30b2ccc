// What subnets are but for their addresses and tags, as rows for templates/network/vpc.yaml: the same for VPCs with the
// same tiers and zones, and made once for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <tuple>
#include <vector>

#include "cfn/evaluate.h"
#include "resolve/network.h"
#include "stacks/rows_by_shape.h"
#include "stacks/vpc_rows.h"
#include "yaml/node.h"

namespace landform::stacks {

class SubnetRows {
 public:
  // Of all VPCs of the network, which has to outlive this.
  explicit SubnetRows(const resolve::Network& network);

  // For any thread.
  void bind(const VpcWords& words, cfn::Bindings& bindings) const;

 private:
  // What the rows of a VPC with one range and without pinned zones follow from: its tiers; of each subnet the tier, the
  // zone's slot and the number of its IPv6 range.
  using SubnetShape = std::tuple<std::size_t, std::uint32_t, std::uint32_t>;
  using Shape = std::tuple<std::vector<TierShape<resolve::SubnetRoute>>, std::vector<SubnetShape>>;
  struct Rows {
    yaml::Node keys;
    std::shared_ptr<const yaml::Node> rows;
  };

  static Shape shape_of(const resolve::Vpc& vpc);
  static Rows rows_of(const VpcWords& words);

  RowsByShape<Shape, Rows> by_shape_;
};

}  // namespace landform::stacks
