// Rows that are made where they stand, and rows that many stacks share.
#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/source_map.h"
#include "cfn/evaluate.h"
#include "cfn/rows.h"
#include "cfn/template.h"
#include "yaml/write.h"

namespace landform {
namespace {

std::string text(const yaml::Node& node) {
  return yaml::write_json(node, yaml::JsonLayout::minified);
}

// What comes of a template that looks up row A of the mapping Rows.
std::string evaluated(const cfn::Bindings& bindings) {
  base::SourceMap sources;
  base::Diagnostics diagnostics;
  const auto source = cfn::read_template(sources, sources.add("t.yaml", R"(AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Cidr: {Type: String, Default: 10.0.0.0/16}
Mappings:
  Rows: {A: {Id: sample, Cidr: sample}}
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: !FindInMap [Rows, A, Cidr], InstanceTenancy: !FindInMap [Rows, A, Id]}
)"),
                                         diagnostics);
  REQUIRE(source);
  const auto out = cfn::evaluate(*source, bindings, {}, diagnostics);
  if (!out) return diagnostics.all().empty() ? std::string() : std::string(diagnostics.all().front().slug);
  const yaml::Node* properties = out->root.find("Resources")->find("Vpc")->find("Properties");
  return out->root.find("Mappings") == nullptr ? text(*properties) : "a mapping survives";
}

}  // namespace

TEST_CASE("cells say texts, numbers, flags, references and whole nodes") {
  const std::string kept = "kept";
  yaml::Node rows = cfn::rows_for(1);
  cfn::add_row(rows, "Row", {base::FileId{0}, 1, 2}, "Text", "a", "Kept", kept, "Made", std::string("made"), "Number",
               cfn::Number{-7}, "Flag", true, "Ref", cfn::Reference{"Id"}, "Attribute", cfn::Attribute{"Id", "Arn"},
               "None", cfn::NoValue{}, "Node", yaml::strings({"x"}), "List",
               [](yaml::Node& list) { cfn::put_list(list, "y", cfn::Number{1}); });
  CHECK(text(rows) ==
        R"({"Row":{"Text":"a","Kept":"kept","Made":"made","Number":-7,"Flag":true,"Ref":{"Ref":"Id"},)"
        R"("Attribute":{"Fn::GetAtt":["Id","Arn"]},"None":{"Ref":"AWS::NoValue"},"Node":["x"],"List":["y",1]}})");
  CHECK(kept == "kept");
  CHECK(rows.entries.front().key_span.begin == 1);
}

TEST_CASE("a located text and its key keep their place") {
  const base::Span span{base::FileId{3}, 10, 20};
  const yaml::Node row = cfn::row_of("Cidr", cfn::Text{"10.0.0.0/8", span}, "Other", cfn::Text{"x"});
  CHECK(row.entries[0].value.span == span);
  CHECK(row.entries[0].key_span == span);
  CHECK_FALSE(row.entries[1].value.span.known());
}

TEST_CASE("shared rows are looked up as a stack's own are, and evaluated with its parameters") {
  const auto rows = [] {
    yaml::Node all = cfn::rows_for(1);
    cfn::add_row(all, "A", {}, "Id", "dedicated", "Cidr", cfn::Reference{"Cidr"});
    return all;
  };
  cfn::Bindings own;
  own.parameters.emplace("Cidr", yaml::string("10.1.0.0/16"));
  cfn::Bindings shared = own;
  own.mappings.emplace("Rows", rows());
  shared.shared_mappings.emplace("Rows", std::make_shared<const yaml::Node>(rows()));
  CHECK(evaluated(own) == R"({"CidrBlock":"10.1.0.0/16","InstanceTenancy":"dedicated"})");
  CHECK(evaluated(shared) == evaluated(own));
  shared.shared_mappings.emplace("Others", std::make_shared<const yaml::Node>(rows()));
  CHECK(evaluated(shared) == "cfn/unknown-binding");
}

}  // namespace landform
