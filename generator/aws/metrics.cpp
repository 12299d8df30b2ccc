#include "aws/metrics.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"

namespace landform::aws {
namespace {

constexpr Metric kMetrics[] = {
    {"alb", "ActiveConnectionCount", "AWS/ApplicationELB", "LoadBalancer", "SUM", MetricUnit::count, 1},
    {"alb", "HTTPCode_ELB_5XX_Count", "AWS/ApplicationELB", "LoadBalancer", "SUM", MetricUnit::count, 1},
    {"alb", "HTTPCode_Target_4XX_Count", "AWS/ApplicationELB", "LoadBalancer", "SUM", MetricUnit::count, 1},
    {"alb", "HTTPCode_Target_5XX_Count", "AWS/ApplicationELB", "LoadBalancer", "SUM", MetricUnit::count, 1},
    {"alb", "HealthyHostCount", "AWS/ApplicationELB", "LoadBalancer,TargetGroup", "MIN", MetricUnit::count, 1},
    {"alb", "RejectedConnectionCount", "AWS/ApplicationELB", "LoadBalancer", "SUM", MetricUnit::count, 1},
    {"alb", "RequestCount", "AWS/ApplicationELB", "LoadBalancer", "SUM", MetricUnit::count, 1},
    {"alb", "TargetConnectionErrorCount", "AWS/ApplicationELB", "LoadBalancer", "SUM", MetricUnit::count, 1},
    {"alb", "TargetResponseTime", "AWS/ApplicationELB", "LoadBalancer", "AVG", MetricUnit::seconds, 1},
    {"alb", "UnHealthyHostCount", "AWS/ApplicationELB", "LoadBalancer,TargetGroup", "MAX", MetricUnit::count, 1},
    {"api-gateway", "4XXError", "AWS/ApiGateway", "ApiName", "SUM", MetricUnit::count, 1},
    {"api-gateway", "5XXError", "AWS/ApiGateway", "ApiName", "SUM", MetricUnit::count, 1},
    {"api-gateway", "Count", "AWS/ApiGateway", "ApiName", "SUM", MetricUnit::count, 1},
    {"api-gateway", "IntegrationLatency", "AWS/ApiGateway", "ApiName", "AVG", MetricUnit::milliseconds, 1},
    {"api-gateway", "Latency", "AWS/ApiGateway", "ApiName", "AVG", MetricUnit::milliseconds, 1},
    {"dynamodb", "ConsumedReadCapacityUnits", "AWS/DynamoDB", "TableName", "SUM", MetricUnit::count, 1},
    {"dynamodb", "ConsumedWriteCapacityUnits", "AWS/DynamoDB", "TableName", "SUM", MetricUnit::count, 1},
    {"dynamodb", "ReadThrottleEvents", "AWS/DynamoDB", "TableName", "SUM", MetricUnit::count, 1},
    {"dynamodb", "SuccessfulRequestLatency", "AWS/DynamoDB", "TableName,Operation", "AVG", MetricUnit::milliseconds, 1},
    {"dynamodb", "SystemErrors", "AWS/DynamoDB", "TableName,Operation", "SUM", MetricUnit::count, 1},
    {"dynamodb", "ThrottledRequests", "AWS/DynamoDB", "TableName,Operation", "SUM", MetricUnit::count, 1},
    {"dynamodb", "WriteThrottleEvents", "AWS/DynamoDB", "TableName", "SUM", MetricUnit::count, 1},
    {"ec2", "CPUCreditBalance", "AWS/EC2", "InstanceId", "MIN", MetricUnit::count, 5},
    {"ec2", "CPUUtilization", "AWS/EC2", "InstanceId", "AVG", MetricUnit::percent, 5},
    {"ec2", "DiskReadOps", "AWS/EC2", "InstanceId", "SUM", MetricUnit::count, 5},
    {"ec2", "DiskWriteOps", "AWS/EC2", "InstanceId", "SUM", MetricUnit::count, 5},
    {"ec2", "EBSByteBalance%", "AWS/EC2", "InstanceId", "MIN", MetricUnit::percent, 5},
    {"ec2", "EBSIOBalance%", "AWS/EC2", "InstanceId", "MIN", MetricUnit::percent, 5},
    {"ec2", "NetworkIn", "AWS/EC2", "InstanceId", "SUM", MetricUnit::bytes, 5},
    {"ec2", "NetworkOut", "AWS/EC2", "InstanceId", "SUM", MetricUnit::bytes, 5},
    {"ec2", "StatusCheckFailed", "AWS/EC2", "InstanceId", "MAX", MetricUnit::count, 1},
    {"ec2", "StatusCheckFailed_AttachedEBS", "AWS/EC2", "InstanceId", "MAX", MetricUnit::count, 1},
    {"ec2", "StatusCheckFailed_Instance", "AWS/EC2", "InstanceId", "MAX", MetricUnit::count, 1},
    {"ec2", "StatusCheckFailed_System", "AWS/EC2", "InstanceId", "MAX", MetricUnit::count, 1},
    {"ecs", "CPUUtilization", "AWS/ECS", "ClusterName,ServiceName", "AVG", MetricUnit::percent, 1},
    {"ecs", "MemoryUtilization", "AWS/ECS", "ClusterName,ServiceName", "AVG", MetricUnit::percent, 1},
    {"efs", "BurstCreditBalance", "AWS/EFS", "FileSystemId", "MIN", MetricUnit::bytes, 1},
    {"efs", "ClientConnections", "AWS/EFS", "FileSystemId", "SUM", MetricUnit::count, 1},
    {"efs", "PercentIOLimit", "AWS/EFS", "FileSystemId", "MAX", MetricUnit::percent, 1},
    {"elasticache", "CPUUtilization", "AWS/ElastiCache", "CacheClusterId,CacheNodeId", "AVG", MetricUnit::percent, 1},
    {"elasticache", "DatabaseMemoryUsagePercentage", "AWS/ElastiCache", "CacheClusterId,CacheNodeId", "MAX",
     MetricUnit::percent, 1},
    {"elasticache", "EngineCPUUtilization", "AWS/ElastiCache", "CacheClusterId,CacheNodeId", "AVG", MetricUnit::percent,
     1},
    {"elasticache", "Evictions", "AWS/ElastiCache", "CacheClusterId,CacheNodeId", "SUM", MetricUnit::count, 1},
    {"elasticache", "FreeableMemory", "AWS/ElastiCache", "CacheClusterId,CacheNodeId", "MIN", MetricUnit::bytes, 1},
    {"kinesis", "GetRecords.IteratorAgeMilliseconds", "AWS/Kinesis", "StreamName", "MAX", MetricUnit::milliseconds, 1},
    {"kinesis", "ReadProvisionedThroughputExceeded", "AWS/Kinesis", "StreamName", "SUM", MetricUnit::count, 1},
    {"kinesis", "WriteProvisionedThroughputExceeded", "AWS/Kinesis", "StreamName", "SUM", MetricUnit::count, 1},
    {"lambda", "ConcurrentExecutions", "AWS/Lambda", "FunctionName", "MAX", MetricUnit::count, 1},
    {"lambda", "DeadLetterErrors", "AWS/Lambda", "FunctionName", "SUM", MetricUnit::count, 1},
    {"lambda", "Duration", "AWS/Lambda", "FunctionName", "MAX", MetricUnit::milliseconds, 1},
    {"lambda", "Errors", "AWS/Lambda", "FunctionName", "SUM", MetricUnit::count, 1},
    {"lambda", "Invocations", "AWS/Lambda", "FunctionName", "SUM", MetricUnit::count, 1},
    {"lambda", "IteratorAge", "AWS/Lambda", "FunctionName", "MAX", MetricUnit::milliseconds, 1},
    {"lambda", "Throttles", "AWS/Lambda", "FunctionName", "SUM", MetricUnit::count, 1},
    {"nat", "ActiveConnectionCount", "AWS/NATGateway", "NatGatewayId", "MAX", MetricUnit::count, 1},
    {"nat", "BytesInFromDestination", "AWS/NATGateway", "NatGatewayId", "SUM", MetricUnit::bytes, 1},
    {"nat", "BytesOutToDestination", "AWS/NATGateway", "NatGatewayId", "SUM", MetricUnit::bytes, 1},
    {"nat", "ErrorPortAllocation", "AWS/NATGateway", "NatGatewayId", "SUM", MetricUnit::count, 1},
    {"nat", "IdleTimeoutCount", "AWS/NATGateway", "NatGatewayId", "SUM", MetricUnit::count, 1},
    {"nat", "PacketsDropCount", "AWS/NATGateway", "NatGatewayId", "SUM", MetricUnit::count, 1},
    {"nlb", "ActiveFlowCount", "AWS/NetworkELB", "LoadBalancer", "AVG", MetricUnit::count, 1},
    {"nlb", "HealthyHostCount", "AWS/NetworkELB", "LoadBalancer,TargetGroup", "MIN", MetricUnit::count, 1},
    {"nlb", "ProcessedBytes", "AWS/NetworkELB", "LoadBalancer", "SUM", MetricUnit::bytes, 1},
    {"nlb", "UnHealthyHostCount", "AWS/NetworkELB", "LoadBalancer,TargetGroup", "MAX", MetricUnit::count, 1},
    {"rds", "BurstBalance", "AWS/RDS", "DBInstanceIdentifier", "MIN", MetricUnit::percent, 1},
    {"rds", "CPUUtilization", "AWS/RDS", "DBInstanceIdentifier", "AVG", MetricUnit::percent, 1},
    {"rds", "DatabaseConnections", "AWS/RDS", "DBInstanceIdentifier", "MAX", MetricUnit::count, 1},
    {"rds", "DiskQueueDepth", "AWS/RDS", "DBInstanceIdentifier", "AVG", MetricUnit::count, 1},
    {"rds", "FreeStorageSpace", "AWS/RDS", "DBInstanceIdentifier", "MIN", MetricUnit::bytes, 1},
    {"rds", "FreeableMemory", "AWS/RDS", "DBInstanceIdentifier", "MIN", MetricUnit::bytes, 1},
    {"rds", "ReadLatency", "AWS/RDS", "DBInstanceIdentifier", "AVG", MetricUnit::seconds, 1},
    {"rds", "ReplicaLag", "AWS/RDS", "DBInstanceIdentifier", "MAX", MetricUnit::seconds, 1},
    {"rds", "SwapUsage", "AWS/RDS", "DBInstanceIdentifier", "MAX", MetricUnit::bytes, 1},
    {"rds", "WriteLatency", "AWS/RDS", "DBInstanceIdentifier", "AVG", MetricUnit::seconds, 1},
    {"sns", "NumberOfMessagesPublished", "AWS/SNS", "TopicName", "SUM", MetricUnit::count, 1},
    {"sns", "NumberOfNotificationsFailed", "AWS/SNS", "TopicName", "SUM", MetricUnit::count, 1},
    {"sqs", "ApproximateAgeOfOldestMessage", "AWS/SQS", "QueueName", "MAX", MetricUnit::seconds, 1},
    {"sqs", "ApproximateNumberOfMessagesNotVisible", "AWS/SQS", "QueueName", "MAX", MetricUnit::count, 1},
    {"sqs", "ApproximateNumberOfMessagesVisible", "AWS/SQS", "QueueName", "MAX", MetricUnit::count, 1},
    {"sqs", "NumberOfMessagesReceived", "AWS/SQS", "QueueName", "SUM", MetricUnit::count, 1},
    {"sqs", "NumberOfMessagesSent", "AWS/SQS", "QueueName", "SUM", MetricUnit::count, 1},
    {"states", "ExecutionThrottled", "AWS/States", "StateMachineArn", "SUM", MetricUnit::count, 1},
    {"states", "ExecutionsAborted", "AWS/States", "StateMachineArn", "SUM", MetricUnit::count, 1},
    {"states", "ExecutionsFailed", "AWS/States", "StateMachineArn", "SUM", MetricUnit::count, 1},
    {"states", "ExecutionsTimedOut", "AWS/States", "StateMachineArn", "SUM", MetricUnit::count, 1},
};

static_assert(std::is_sorted(std::begin(kMetrics), std::end(kMetrics), [](const Metric& a, const Metric& b) {
  return std::tie(a.service, a.name) < std::tie(b.service, b.name);
}));

constexpr std::array<std::string_view, 5> kStatistics = {"AVG", "COUNT", "MAX", "MIN", "SUM"};

}  // namespace

std::span<const Metric> all_metrics() {
  return kMetrics;
}

const Metric* find_metric(std::string_view service, std::string_view name) {
  const auto found = std::find_if(std::begin(kMetrics), std::end(kMetrics), [&](const Metric& metric) {
    return metric.service == service && metric.name == name;
  });
  return found == std::end(kMetrics) ? nullptr : found;
}

std::string_view unit_name(MetricUnit unit) {
  constexpr std::array<std::string_view, 5> kNames = {"bytes", "count", "milliseconds", "percent", "seconds"};
  return kNames[static_cast<std::size_t>(unit)];
}

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  names.reserve(std::size(kMetrics));
  for (const Metric& metric : kMetrics) names.push_back(base::cat(metric.service, '/', metric.name));
  return names;
}

std::span<const std::string_view> metric_statistics() {
  return kStatistics;
}

}  // namespace landform::aws
