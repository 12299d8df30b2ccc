// Network ACLs as rows for templates/network/vpc.yaml. VPCs with the same tiers have the same rows, which refer to the
// address of the VPC: they are made once, however many VPCs there are.
#pragma once

#include <memory>
#include <tuple>
#include <vector>

#include "cfn/evaluate.h"
#include "resolve/network.h"
#include "stacks/acl_rules.h"
#include "stacks/rows_by_shape.h"
#include "stacks/vpc_rows.h"
#include "yaml/node.h"

namespace landform::stacks {

class AclRows {
 public:
  // Of all VPCs of the network, which has to outlive this.
  explicit AclRows(const resolve::Network& network);

  // For any thread.
  void bind(const VpcWords& words, cfn::Bindings& bindings) const;

 private:
  // What the rows follow from: gateway endpoints, IPv6, whether others go out through it; then the tiers.
  using Shape = std::tuple<bool, bool, bool, std::vector<TierShape<resolve::AclPreset>>>;
  struct Rows {
    yaml::Node keys, ipv6_keys;
    std::shared_ptr<const yaml::Node> rows;
  };

  static Shape shape_of(const resolve::Vpc& vpc);
  [[nodiscard]] Rows rows_of(const VpcWords& words) const;

  AclRanges ranges_;
  RowsByShape<Shape, Rows> by_shape_;  // of VPCs with one range
};

}  // namespace landform::stacks
