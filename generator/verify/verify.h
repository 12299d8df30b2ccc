// Verify: says what AWS would refuse, or would regret, in templates that are about to be written, or that a customer
// brings. It knows nothing of landform's own templates: any CloudFormation template in its long form is verified.
// What cannot be known for sure (a newer resource type, a value that only AWS has) is a warning or nothing: a correct
// template never gets an error. The laws and their order stand in list.cpp, with examples in docs/laws.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "aws/quotas.h"
#include "base/diagnostic.h"
#include "base/source_map.h"
#include "cfn/template.h"

namespace landform::verify {

class KnownPolicies;  // known_policies.h
class KnownTypes;     // known_type.h
struct Index;         // index.h

enum class TargetKind : std::uint8_t { unknown, stack, stack_set };

struct Context {
  TargetKind target = TargetKind::unknown;
  std::string partition;             // "aws"; empty when unknown
  std::vector<std::string> regions;  // where it will be deployed; empty when unknown
  std::size_t file_bytes = 0;        // size of the text that is deployed; 0 when unknown
  aws::Quotas quotas;                // with the customer's own
  // `aws cloudformation package` runs before the deployment, so local paths stand where uploaded objects will.
  bool before_packaging = false;
  // Where templates inside templates (a stack set's TemplateBody) are added as texts, so that faults in them have a
  // place. Without it only bodies in JSON are verified, and their faults point at the whole body.
  base::SourceMap* sources = nullptr;
  // What the specification says of resource types, read once by all who share this; without it each template reads it.
  KnownTypes* known_types = nullptr;
  // Policies without a fault, of all who share this.
  KnownPolicies* known_policies = nullptr;
  int depth = 0;  // how many templates this one stands inside of; set by the verifier itself
};

// Raises slugs of the areas verify, iam and policy; one pass, all faults.
void verify_template(const cfn::Template& source, const Context& context, base::Diagnostics& diagnostics);
// The same for whoever has the template's index already.
void verify_template(const Index& index, const Context& context, base::Diagnostics& diagnostics);
// The law that looks at Context.file_bytes, alone: for texts that are made after their template was verified.
void verify_size(const Context& context, base::Diagnostics& diagnostics);

// True if verify_template would add texts to Context.sources: then nothing else may use them meanwhile.
bool carries_templates(const cfn::Template& source);

// What a deployer must acknowledge (CreateStack, parameter Capabilities).
struct Capabilities {
  bool iam = false;          // CAPABILITY_IAM
  bool named_iam = false;    // CAPABILITY_NAMED_IAM, which covers CAPABILITY_IAM
  bool auto_expand = false;  // CAPABILITY_AUTO_EXPAND
};
Capabilities needed_capabilities(const cfn::Template& source);
// The same for whoever has the template's index already.
Capabilities needed_capabilities(const Index& index);

}  // namespace landform::verify
