#include "aws/endpoint_services.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace landform::aws {
namespace {

using base::cat;

struct Service {
  std::string_view name;
  std::string_view absent = {};  // regions, separated by blanks
};

// Sorted by name. Absent: of the regions that need no opt-in, those where botocore 1.43.11 (endpoints.json) knows no
// endpoint of the service, where it knows some in at least three; others are not judged. Services are added to regions
// more often than that file, so an absence is a doubt, no proof.
constexpr Service kServices[] = {
    {"access-analyzer"},
    {"account"},
    {"acm"},
    {"acm-fips"},
    {"acm-pca"},
    {"acm-pca-fips"},
    {"airflow.api"},
    {"airflow.env"},
    {"airflow.ops"},
    {"analytics-omics"},
    {"app-integrations", "us-east-2 us-west-1 sa-east-1 eu-west-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"appconfig"},
    {"appconfigdata"},
    {"application-autoscaling"},
    {"application-signals"},
    {"applicationinsights"},
    {"appmesh"},
    {"appmesh-envoy-management"},
    {"apprunner", "us-west-1 ca-central-1 sa-east-1 eu-north-1 ap-northeast-2 ap-northeast-3"},
    {"apprunner.requests"},
    {"appstream.api"},
    {"appstream.streaming"},
    {"appsync-api"},
    {"aps"},
    {"aps-workspaces"},
    {"arsenal-discovery"},
    {"athena"},
    {"auditmanager", "sa-east-1 eu-west-3 eu-north-1 ap-northeast-2 ap-northeast-3"},
    {"autoscaling"},
    {"autoscaling-plans"},
    {"b2bi"},
    {"backup"},
    {"backup-gateway"},
    {"batch"},
    {"bedrock"},
    {"bedrock-agent"},
    {"bedrock-agent-runtime"},
    {"bedrock-agentcore"},
    {"bedrock-agentcore.gateway"},
    {"bedrock-data-automation"},
    {"bedrock-data-automation-runtime"},
    {"bedrock-runtime"},
    {"billing"},
    {"billingconductor"},
    {"braket",
     "us-east-2 ca-central-1 sa-east-1 eu-west-1 eu-west-3 eu-central-1 ap-south-1 ap-southeast-1 ap-southeast-2 "
     "ap-northeast-1 ap-northeast-2 ap-northeast-3"},
    {"cases", "us-east-2 us-west-1 sa-east-1 eu-west-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"cassandra", "ap-northeast-3"},
    {"ce"},
    {"cleanrooms", "us-west-1 ca-central-1 sa-east-1 eu-west-3 ap-south-1 ap-northeast-3"},
    {"cleanrooms-ml"},
    {"cloudcontrolapi"},
    {"clouddirectory",
     "us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3"},
    {"cloudformation"},
    {"cloudhsmv2"},
    {"cloudtrail"},
    {"codeartifact.api", "us-west-1 ca-central-1 sa-east-1 ap-northeast-2 ap-northeast-3"},
    {"codeartifact.repositories", "us-west-1 ca-central-1 sa-east-1 ap-northeast-2 ap-northeast-3"},
    {"codebuild"},
    {"codecommit"},
    {"codeconnections.api"},
    {"codedeploy"},
    {"codedeploy-commands-secure"},
    {"codeguru-profiler", "us-west-1 ca-central-1 sa-east-1 eu-west-3 ap-south-1 ap-northeast-2 ap-northeast-3"},
    {"codeguru-reviewer", "us-west-1 ca-central-1 sa-east-1 eu-west-3 ap-south-1 ap-northeast-2 ap-northeast-3"},
    {"codepipeline"},
    {"codestar-connections.api"},
    {"codewhisperer"},
    {"cognito-identity"},
    {"cognito-idp"},
    {"comprehend", "us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-northeast-3"},
    {"comprehendmedical",
     "us-west-1 sa-east-1 eu-west-3 eu-central-1 eu-north-1 ap-south-1 ap-southeast-1 ap-northeast-1 ap-northeast-2 "
     "ap-northeast-3"},
    {"compute-optimizer"},
    {"config"},
    {"connect-campaigns", "us-east-2 us-west-1 sa-east-1 eu-west-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"console"},
    {"control-storage-omics"},
    {"controlcatalog"},
    {"cost-optimization-hub"},
    {"data-servicediscovery"},
    {"databrew", "ap-northeast-3"},
    {"dataexchange", "ca-central-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"datasync"},
    {"datazone"},
    {"deadline.management"},
    {"deadline.scheduling"},
    {"devops-guru", "ap-northeast-3"},
    {"discovery",
     "us-east-2 us-west-1 ca-central-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-southeast-1 ap-northeast-2 "
     "ap-northeast-3"},
    {"dms"},
    {"drs"},
    {"ds"},
    {"ds-data"},
    {"dsql"},
    {"dynamodb"},
    {"dynamodb-streams"},
    {"ebs"},
    {"ec2"},
    {"ec2messages"},
    {"ecr-public.api"},
    {"ecr.api"},
    {"ecr.dkr"},
    {"ecs"},
    {"ecs-agent"},
    {"ecs-telemetry"},
    {"eks"},
    {"eks-auth"},
    {"elasticache"},
    {"elasticbeanstalk"},
    {"elasticbeanstalk-health"},
    {"elasticfilesystem"},
    {"elasticloadbalancing"},
    {"elasticmapreduce"},
    {"email"},
    {"email-smtp"},
    {"emr-containers"},
    {"emr-serverless"},
    {"emr-serverless-services.livy"},
    {"emr-serverless.dashboard"},
    {"emrwal.prod"},
    {"entityresolution"},
    {"events"},
    {"evidently"},
    {"evidently-dataplane"},
    {"execute-api"},
    {"finspace", "us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-2 ap-northeast-3"},
    {"finspace-api",
     "us-west-1 sa-east-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 ap-south-1 ap-southeast-1 ap-southeast-2 "
     "ap-northeast-1 ap-northeast-2 ap-northeast-3"},
    {"fis"},
    {"forecast", "us-west-1 ca-central-1 sa-east-1 eu-west-2 eu-west-3 eu-north-1 ap-northeast-3"},
    {"forecastquery", "us-west-1 ca-central-1 sa-east-1 eu-west-2 eu-west-3 eu-north-1 ap-northeast-3"},
    {"frauddetector",
     "us-west-1 ca-central-1 sa-east-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 ap-south-1 ap-northeast-1 "
     "ap-northeast-2 ap-northeast-3"},
    {"fsx"},
    {"geo.geofencing"},
    {"geo.maps"},
    {"geo.metadata"},
    {"geo.places"},
    {"geo.routes"},
    {"geo.tracking"},
    {"git-codecommit"},
    {"glue"},
    {"glue.dashboard"},
    {"grafana", "us-west-1 ca-central-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"grafana-workspace"},
    {"greengrass", "us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-northeast-3"},
    {"groundstation", "us-west-1 ca-central-1 eu-west-2 eu-west-3 ap-south-1 ap-northeast-1 ap-northeast-3"},
    {"guardduty"},
    {"guardduty-data"},
    {"healthlake",
     "us-west-1 sa-east-1 eu-west-3 eu-central-1 eu-north-1 ap-southeast-1 ap-northeast-1 ap-northeast-2 "
     "ap-northeast-3"},
    {"identitystore"},
    {"imagebuilder"},
    {"inspector-scan"},
    {"inspector2"},
    {"internetmonitor"},
    {"invoicing"},
    {"iot.credentials"},
    {"iot.data"},
    {"iot.fleethub.api"},
    {"iotfleetwise",
     "us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 ap-southeast-1 "
     "ap-southeast-2 ap-northeast-1 ap-northeast-2 ap-northeast-3"},
    {"iotsitewise.api"},
    {"iotsitewise.data"},
    {"iottwinmaker.api"},
    {"iottwinmaker.data"},
    {"iotwireless.api"},
    {"kafka"},
    {"kafkaconnect"},
    {"kendra", "us-west-1 sa-east-1 eu-west-3 eu-central-1 eu-north-1 ap-northeast-2 ap-northeast-3"},
    {"kinesis-firehose"},
    {"kinesis-streams"},
    {"kms"},
    {"kms-fips"},
    {"lakeformation"},
    {"lambda"},
    {"launchwizard"},
    {"license-manager"},
    {"license-manager-linux-subscriptions"},
    {"license-manager-user-subscriptions"},
    {"logs"},
    {"lookoutequipment",
     "us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 ap-south-1 "
     "ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-northeast-3"},
    {"lookoutmetrics"},
    {"lookoutvision"},
    {"lorawan.cups"},
    {"lorawan.lns"},
    {"m2"},
    {"macie2"},
    {"mail-manager"},
    {"managedblockchain-query"},
    {"mediaconnect"},
    {"medical-imaging"},
    {"memory-db", "ap-northeast-3"},
    {"mgn"},
    {"migrationhub-orchestrator",
     "us-east-2 us-west-1 ca-central-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-southeast-1 ap-northeast-2 "
     "ap-northeast-3"},
    {"migrationhub-strategy",
     "us-east-2 us-west-1 ca-central-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-southeast-1 ap-northeast-2 "
     "ap-northeast-3"},
    {"models-v2-lex", "us-east-2 us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"monitoring"},
    {"mq"},
    {"neptune-graph"},
    {"neptune-graph-data"},
    {"network-firewall"},
    {"networkflowmonitor"},
    {"networkflowmonitorreports"},
    {"networkmonitor"},
    {"nimble"},
    {"observabilityadmin"},
    {"organizations"},
    {"outposts"},
    {"panorama"},
    {"payment-cryptography.controlplane"},
    {"payment-cryptography.dataplane"},
    {"pca-connector-ad"},
    {"pca-connector-scep"},
    {"pcs"},
    {"personalize", "us-west-1 sa-east-1 eu-west-2 eu-west-3 eu-north-1 ap-northeast-3"},
    {"personalize-events"},
    {"personalize-runtime"},
    {"pi"},
    {"pinpoint", "us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-northeast-3"},
    {"pinpoint-sms-voice-v2"},
    {"pipes"},
    {"pipes-data"},
    {"polly"},
    {"pricing.api"},
    {"profile", "us-east-2 us-west-1 sa-east-1 eu-west-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"proton", "us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"q"},
    {"qapps"},
    {"qldb.session"},
    {"quicksight-website"},
    {"ram"},
    {"rbin"},
    {"rds"},
    {"rds-data", "sa-east-1 eu-north-1 ap-northeast-3"},
    {"redshift"},
    {"redshift-data"},
    {"redshift-serverless"},
    {"refactor-spaces"},
    {"rekognition", "eu-west-3 eu-north-1 ap-northeast-3"},
    {"repostspace"},
    {"resource-groups"},
    {"robomaker"},
    {"rolesanywhere"},
    {"rum"},
    {"rum-dataplane"},
    {"runtime-v2-lex", "us-east-2 us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"s3"},
    {"s3-outposts"},
    {"s3tables"},
    {"s3vectors"},
    {"sagemaker.api"},
    {"sagemaker.featurestore-runtime"},
    {"sagemaker.metrics"},
    {"sagemaker.runtime"},
    {"schemas"},
    {"scn"},
    {"secretsmanager"},
    {"securityhub"},
    {"securitylake"},
    {"serverlessrepo", "ap-northeast-3"},
    {"servicecatalog"},
    {"servicecatalog-appregistry"},
    {"servicediscovery"},
    {"shield"},
    {"signin"},
    {"simspaceweaver",
     "us-west-1 ca-central-1 sa-east-1 eu-west-2 eu-west-3 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3"},
    {"snow-device-management"},
    {"sns"},
    {"social-messaging"},
    {"sqs"},
    {"ssm"},
    {"ssm-contacts", "ap-northeast-3"},
    {"ssm-incidents", "ap-northeast-3"},
    {"ssm-quicksetup", "ap-northeast-3"},
    {"ssmmessages"},
    {"states"},
    {"storage-omics"},
    {"storagegateway"},
    {"streaming-rekognition"},
    {"sts"},
    {"swf"},
    {"sync-states"},
    {"synthetics"},
    {"tagging"},
    {"tags-omics"},
    {"tax"},
    {"textract", "sa-east-1 eu-north-1 ap-northeast-1 ap-northeast-3"},
    {"thinclient.api"},
    {"timestream-influxdb"},
    {"tnb", "us-east-2 us-west-1 eu-west-1 eu-west-2 ap-south-1 ap-southeast-1 ap-northeast-1 ap-northeast-3"},
    {"transcribe", "ap-northeast-3"},
    {"transcribestreaming", "us-west-1 eu-west-3 eu-north-1 ap-northeast-3"},
    {"transfer"},
    {"transfer.server"},
    {"translate", "sa-east-1 ap-northeast-3"},
    {"trustedadvisor",
     "us-west-1 ca-central-1 sa-east-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 ap-south-1 ap-southeast-1 "
     "ap-northeast-1 ap-northeast-3"},
    {"verifiedpermissions"},
    {"voiceid",
     "us-east-2 us-west-1 sa-east-1 eu-west-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-2 ap-northeast-3"},
    {"vpc-lattice"},
    {"wafv2"},
    {"wellarchitected", "ap-northeast-3"},
    {"wisdom", "us-east-2 us-west-1 sa-east-1 eu-west-1 eu-west-3 eu-north-1 ap-south-1 ap-northeast-3"},
    {"workflows-omics"},
    {"workmail",
     "us-east-2 us-west-1 ca-central-1 sa-east-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 ap-south-1 ap-southeast-1 "
     "ap-southeast-2 ap-northeast-1 ap-northeast-2 ap-northeast-3"},
    {"workspaces", "us-west-1 eu-north-1 ap-northeast-3"},
    {"workspaces-web", "us-east-2 us-west-1 sa-east-1 eu-west-3 eu-north-1 ap-northeast-2 ap-northeast-3"},
    {"xray"},
};

struct Exception {
  std::string_view service;
  EndpointPolicy policy;
};
// Sources: "data-perimeter-policy-examples" of AWS (endpoint policies, service-owned resources); aws:ResourceOrgID in
// "AWS global condition context keys" (IAM user guide); the services' own pages on interface endpoints. Read:
// 2026-11-22. Whether a service knows policies is not published as a table: those without are the ones whose protocol
// has no requests of AWS's to judge.
constexpr Exception kExceptions[] = {
    {"ebs", EndpointPolicy::own_identities},  {"ec2", EndpointPolicy::machine_images},
    {"ecr.api", EndpointPolicy::registry},    {"ecr.dkr", EndpointPolicy::registry},
    {"email-smtp", EndpointPolicy::none},     {"emr-serverless-services.livy", EndpointPolicy::none},
    {"git-codecommit", EndpointPolicy::none}, {"ssm", EndpointPolicy::systems_manager},
    {"sts", EndpointPolicy::tokens},          {"transfer.server", EndpointPolicy::none},
    {"workspaces-web", EndpointPolicy::none},
};

// Sorted. In China these have names of their own kind, the others those of everywhere. Source: AWS CDK, as above.
constexpr std::string_view kOfChina[] = {
    "account",
    "application-autoscaling",
    "appmesh-envoy-management",
    "athena",
    "autoscaling",
    "backup",
    "batch",
    "cassandra",
    "cloudcontrolapi",
    "cloudformation",
    "codedeploy-commands-secure",
    "databrew",
    "dms",
    "ebs",
    "ec2",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "elasticache",
    "elasticbeanstalk",
    "elasticfilesystem",
    "emr-containers",
    "execute-api",
    "fsx",
    "imagebuilder",
    "iot.data",
    "iotsitewise.api",
    "iotsitewise.data",
    "kinesis-streams",
    "lambda",
    "license-manager",
    "monitoring",
    "polly",
    "rds",
    "redshift",
    "redshift-data",
    "sagemaker.api",
    "sagemaker.featurestore-runtime",
    "sagemaker.runtime",
    "securityhub",
    "servicecatalog",
    "sqs",
    "states",
    "sts",
    "sync-states",
    "synthetics",
    "transcribe",
    "transcribestreaming",
    "transfer",
    "workspaces",
    "xray",
};

const Service* find(std::string_view service) {
  const auto* found = std::lower_bound(std::begin(kServices), std::end(kServices), service,
                                       [](const Service& row, std::string_view name) { return row.name < name; });
  return found != std::end(kServices) && found->name == service ? found : nullptr;
}

constexpr auto kNames = [] {
  std::array<std::string_view, std::size(kServices)> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kServices[i].name;
  return names;
}();

}  // namespace

std::string_view to_text(EndpointPolicy policy) {
  switch (policy) {
    case EndpointPolicy::own_resources:
      return "Endpoints";
    case EndpointPolicy::systems_manager:
      return "SystemsManagerEndpoints";
    case EndpointPolicy::machine_images:
      return "ImageEndpoints";
    case EndpointPolicy::registry:
      return "RegistryEndpoints";
    case EndpointPolicy::tokens:
      return "TokenEndpoints";
    case EndpointPolicy::own_identities:
      return "IdentityEndpoints";
    case EndpointPolicy::none:
      break;
  }
  return "OpenEndpoints";
}

bool is_gateway_endpoint(std::string_view service) {
  return service == "s3" || service == "dynamodb";
}

EndpointPolicy endpoint_policy(std::string_view service) {
  for (const Exception& exception : kExceptions) {
    if (exception.service == service) return exception.policy;
  }
  return EndpointPolicy::own_resources;
}

std::string endpoint_service_name(std::string_view service, std::string_view region) {
  const bool of_china =
      region.starts_with("cn-") && std::binary_search(std::begin(kOfChina), std::end(kOfChina), service);
  return cat(of_china ? "cn." : "", "com.amazonaws.", region, '.', service,
             of_china && service == "transcribe" ? ".cn" : "");
}

bool is_endpoint_service(std::string_view service) {
  return find(service) != nullptr;
}

bool may_have_endpoint_service(std::string_view service, std::string_view region) {
  const Service* row = find(service);
  if (row == nullptr) return true;
  const auto absent = base::split(row->absent, ' ');
  return std::find(absent.begin(), absent.end(), region) == absent.end();
}

std::span<const std::string_view> endpoint_services() {
  return kNames;
}

}  // namespace landform::aws
