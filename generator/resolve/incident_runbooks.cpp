// The runbooks of landform, step by step. The template of the automations takes the descriptions of its steps from
// here, and the page for people its steps and commands, so that both tell the same.
#include <array>

#include "resolve/incidents.h"

namespace landform::resolve {

namespace {

constexpr std::string_view kDecideText =
    "Goes on, asks for approval, or only reports, as the automation was started with.";
constexpr std::string_view kAskText = "Writes to those who lead: what is asked for, and how to approve or reject it.";
constexpr std::string_view kApprovalText = "Waits, a day at most, for the role of the responders to approve.";
constexpr std::string_view kReportText = "Reports what was done.";
constexpr std::string_view kDryRunText = "Reports what would be done, and does nothing.";

constexpr std::string_view kSnapshotText = "Snapshots all volumes of the instance at the same moment, as evidence.";
constexpr std::string_view kSnapshotHand =
    "aws ec2 create-snapshots --instance-specification InstanceId=INSTANCE_ID --copy-tags-from-source volume "
    "--description \"Evidence of incident NUMBER\"";
constexpr std::string_view kReadInstanceHand = "aws ec2 describe-instances --instance-ids INSTANCE_ID";

constexpr std::array kIsolateSteps{
    RunbookStep{"readInstance", "Finds the instance and its VPC.", kReadInstanceHand},
    RunbookStep{"decide", kDecideText, ""},
    RunbookStep{"askForApproval", kAskText, ""},
    RunbookStep{"approval", kApprovalText, ""},
    RunbookStep{"snapshotVolumes", kSnapshotText, kSnapshotHand},
    RunbookStep{
        "quarantine",
        "Gives all network interfaces of the instance the VPC's quarantine security group, which has no rules and is "
        "made where it is missing; takes the instance out of its Auto Scaling group, protects it against termination "
        "(spot instances cannot be), and notes its former groups in the tag landform:groups-before.",
        "aws ec2 create-security-group --group-name quarantine --description \"No traffic\" --vpc-id VPC_ID\n"
        "aws ec2 revoke-security-group-egress --group-id GROUP_ID --ip-permissions IpProtocol=-1,"
        "IpRanges='[{CidrIp=0.0.0.0/0}]'\n"
        "aws ec2 modify-network-interface-attribute --network-interface-id INTERFACE_ID --groups GROUP_ID\n"
        "aws autoscaling detach-instances --instance-ids INSTANCE_ID --auto-scaling-group-name GROUP "
        "--no-should-decrement-desired-capacity\n"
        "aws ec2 modify-instance-attribute --instance-id INSTANCE_ID --disable-api-termination"},
    RunbookStep{"report", kReportText, ""},
    RunbookStep{"reportDryRun", kDryRunText, ""},
};

constexpr std::array kSnapshotSteps{
    RunbookStep{"readInstance", "Finds the instance.", kReadInstanceHand},
    RunbookStep{"decide", kDecideText, ""},
    RunbookStep{"askForApproval", kAskText, ""},
    RunbookStep{"approval", kApprovalText, ""},
    RunbookStep{"snapshotVolumes", kSnapshotText, kSnapshotHand},
    RunbookStep{"report", kReportText, ""},
    RunbookStep{"reportDryRun", kDryRunText, ""},
};

constexpr std::array kDisableKeySteps{
    RunbookStep{"findOwner", "Finds the user whose key it is.",
                "aws iam get-access-key-last-used --access-key-id KEY_ID"},
    RunbookStep{"decide", kDecideText, ""},
    RunbookStep{"askForApproval", kAskText, ""},
    RunbookStep{"approval", kApprovalText, ""},
    RunbookStep{"disableKey", "Makes the key inactive. It is not deleted, so that it can be looked into.",
                "aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive"},
    RunbookStep{"report", kReportText, ""},
    RunbookStep{"reportDryRun", kDryRunText, ""},
};

constexpr std::array kRevokeSteps{
    RunbookStep{"readRole", "Finds the role.", "aws iam get-role --role-name ROLE"},
    RunbookStep{"decide", kDecideText, ""},
    RunbookStep{"askForApproval", kAskText, ""},
    RunbookStep{"approval", kApprovalText, ""},
    RunbookStep{"revokeSessions",
                "Puts an inline policy on the role that denies everything to sessions issued before this moment. "
                "Instances and functions get new ones by themselves.",
                "aws iam put-role-policy --role-name ROLE --policy-name landform-revoke-older-sessions "
                "--policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
                "\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\"TIME\"}}}]}'"},
    RunbookStep{"report", kReportText, ""},
    RunbookStep{"reportDryRun", kDryRunText, ""},
};

constexpr std::array kIngressSteps{
    RunbookStep{"findRules", "Finds the rules of the group that open a blocked port to 0.0.0.0/0 or ::/0.",
                "aws ec2 describe-security-group-rules --filters Name=group-id,Values=GROUP_ID"},
    RunbookStep{"decide", kDecideText, ""},
    RunbookStep{"askForApproval", kAskText, ""},
    RunbookStep{"approval", kApprovalText, ""},
    RunbookStep{"closeRules", "Takes those rules out of the group, and no other.",
                "aws ec2 revoke-security-group-ingress --group-id GROUP_ID --security-group-rule-ids RULE_IDS"},
    RunbookStep{"report", kReportText, ""},
    RunbookStep{"reportDryRun", kDryRunText, ""},
    RunbookStep{"reportNothing", "Reports that nothing was open any more.", ""},
};

constexpr std::array kBucketSteps{
    RunbookStep{"decide", kDecideText, ""},
    RunbookStep{"askForApproval", kAskText, ""},
    RunbookStep{"approval", kApprovalText, ""},
    RunbookStep{"blockPublicAccess",
                "Switches on all four blocks of public access of the bucket. Policies and ACLs stay as they are; they "
                "just have no effect for the public any more.",
                "aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration "
                "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true"},
    RunbookStep{"report", kReportText, ""},
    RunbookStep{"reportDryRun", kDryRunText, ""},
};

constexpr std::array kRunbooks{
    Runbook{ResponseAction::isolate_instance, "IsolateInstance", "Isolate an instance",
            "Snapshots the volumes of an instance and cuts it off from the network.", "InstanceId",
            "Give the interfaces the groups of the tag `landform:groups-before` again, and switch termination "
            "protection off.",
            kIsolateSteps},
    Runbook{ResponseAction::snapshot_instance, "SnapshotInstance", "Snapshot an instance for forensics",
            "Snapshots the volumes of an instance as evidence.", "InstanceId",
            "Delete the snapshots with the tag `landform:evidence` when the incident is closed.", kSnapshotSteps},
    Runbook{ResponseAction::disable_access_key, "DisableAccessKey", "Disable an access key",
            "Makes the access key of a user inactive.", "AccessKeyId",
            "`aws iam update-access-key --status Active`; better make a new key, or none.", kDisableKeySteps},
    Runbook{ResponseAction::revoke_role_sessions, "RevokeRoleSessions", "Revoke the sessions of a role",
            "Makes all sessions of a role worthless that were issued before this moment.", "RoleName",
            "Delete the inline policy `landform-revoke-older-sessions` of the role.", kRevokeSteps},
    Runbook{ResponseAction::close_open_ingress, "CloseOpenIngress", "Close an open ingress",
            "Takes the rules out of a security group that open blocked ports to the world.", "GroupId",
            "The report lists the rules. Put back what is right, from narrower sources.", kIngressSteps},
    Runbook{ResponseAction::block_public_bucket, "BlockPublicBucket", "Block public access to a bucket",
            "Switches on a bucket's block of public access.", "BucketName",
            "`aws s3api put-public-access-block` with what the bucket had; better serve it through CloudFront.",
            kBucketSteps},
};

}  // namespace

std::span<const Runbook> incident_runbooks() {
  return kRunbooks;
}

std::string_view word_of(ResponseAction action) {
  return blueprint::words_of(action)[static_cast<std::size_t>(action)].word;
}
std::string_view word_of(IncidentEvent event) {
  return blueprint::words_of(event)[static_cast<std::size_t>(event)].word;
}
std::string_view sentence_of(IncidentEvent event) {
  return blueprint::words_of(event)[static_cast<std::size_t>(event)].doc;
}

}  // namespace landform::resolve
