// `landform spec`: what is known of a resource type or of an IAM action.
#include "aws/describe_spec.h"
#include "base/text.h"
#include "cli/commands.h"

namespace landform::cli {
namespace {

Exit run_spec(World& world, const Arguments& arguments) {
  const std::string& name = arguments.words.front();
  const bool is_type = name.find("::") != std::string::npos;
  const auto text = is_type ? aws::describe_resource_type(name) : aws::describe_iam(name);
  if (!text) {
    world.err(base::cat("landform: ", is_type ? "no resource type `" : "no service or action `", name,
                        "` is known; names are written as in AWS::S3::Bucket or s3:GetObject\n"));
    return Exit::usage;
  }
  world.out(*text);
  return Exit::ok;
}

}  // namespace

constinit const CommandSpec kSpecCommand{
    "spec",
    "what is known of a resource type or an IAM action",
    "TYPE|ACTION",
    "Prints a resource type's properties (what must be there, what replaces the\n"
    "resource, limits), its attributes and the IAM actions that a deployment calls;\n"
    "or a service's actions.",
    "landform spec AWS::S3::Bucket\nlandform spec 's3:Get*'",
    1,
    1,
    {},
    run_spec,
};

}  // namespace landform::cli
