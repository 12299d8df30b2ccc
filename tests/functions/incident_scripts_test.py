"""Runs the scripts of the runbooks in templates/incidents/incident-responses.yaml against botocore's stubber.

No network, no account. Needs botocore alone (Debian: python3-botocore); boto3, which Systems Manager brings, is a
stand-in. The stubber holds every call and every answer against AWS's own description of the API.
"""

import json
import re
import sys
import textwrap
import types
import unittest
from pathlib import Path

import botocore.session
from botocore.stub import ANY, Stubber

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "incidents" / "incident-responses.yaml"
INSTANCE = "i-0123456789abcdef0"
GROUP = "sg-00000000000000001"


def scripts():
    text = TEMPLATE.read_text(encoding="utf-8")
    found = re.findall(r"Handler: (\w+)\n(?:.*\n)*?              Script: \|-\n((?:                .*\n|\n)+)", text)
    return {handler: textwrap.dedent(code) for handler, code in found}


class Scripts(unittest.TestCase):
    def setUp(self):
        session = botocore.session.get_session()
        self.clients, self.stubbers = {}, {}
        for service in ("autoscaling", "ec2", "iam", "s3"):
            client = session.create_client(
                service, region_name="eu-west-1", aws_access_key_id="none", aws_secret_access_key="none"
            )
            self.clients[service], self.stubbers[service] = client, Stubber(client)
            self.stubbers[service].activate()
        boto3 = types.ModuleType("boto3")
        boto3.client = lambda service: self.clients[service]
        sys.modules["boto3"] = boto3

    def answer(self, service, operation, wanted, answer):
        self.stubbers[service].add_response(operation, answer, wanted)

    def call(self, handler, events):
        module = types.ModuleType(handler)
        exec(compile(scripts()[handler], f"{handler}.py", "exec"), module.__dict__)
        payload = getattr(module, handler)(json.loads(json.dumps(events)), {})
        for stubber in self.stubbers.values():
            stubber.assert_no_pending_responses()
        return json.loads(json.dumps(payload))

    def test_all_are_here(self):
        self.assertEqual(set(scripts()), {"quarantine", "revoke", "find", "block"})

    # --- quarantine

    def an_instance(self, groups):
        interface = {"NetworkInterfaceId": "eni-1", "Groups": [{"GroupId": one} for one in groups]}
        instance = {"InstanceId": INSTANCE, "VpcId": "vpc-1", "NetworkInterfaces": [interface]}
        answer = {"Reservations": [{"Instances": [instance]}]}
        self.answer("ec2", "describe_instances", {"InstanceIds": [INSTANCE]}, answer)

    def a_group(self, ingress=(), egress=()):
        group = {"GroupId": GROUP, "IpPermissions": list(ingress), "IpPermissionsEgress": list(egress)}
        self.answer("ec2", "describe_security_groups", {"Filters": ANY}, {"SecurityGroups": [group]})

    def moved(self):
        wanted = {"NetworkInterfaceId": "eni-1", "Groups": [GROUP]}
        self.answer("ec2", "modify_network_interface_attribute", wanted, {})
        tags = [
            {"Key": "landform:quarantined", "Value": "true"},
            {"Key": "landform:groups-before", "Value": "eni-1=sg-a+sg-b"},
        ]
        self.answer("ec2", "create_tags", {"Resources": [INSTANCE], "Tags": tags}, {})

    def in_group(self, name):
        members = [] if name is None else [
            {
                "InstanceId": INSTANCE,
                "AutoScalingGroupName": name,
                "AvailabilityZone": "eu-west-1a",
                "LifecycleState": "InService",
                "HealthStatus": "HEALTHY",
                "ProtectedFromScaleIn": False,
            }
        ]
        answer = {"AutoScalingInstances": members}
        self.answer("autoscaling", "describe_auto_scaling_instances", {"InstanceIds": [INSTANCE]}, answer)
        if name is not None:
            wanted = {
                "InstanceIds": [INSTANCE],
                "AutoScalingGroupName": name,
                "ShouldDecrementDesiredCapacity": False,
            }
            self.answer("autoscaling", "detach_instances", wanted, {})

    def protected(self):
        wanted = {"InstanceId": INSTANCE, "DisableApiTermination": {"Value": True}}
        self.answer("ec2", "modify_instance_attribute", wanted, {})

    def test_an_instance_gets_the_empty_group_and_leaves_its_scaling_group(self):
        self.an_instance(["sg-a", "sg-b"])
        self.a_group()
        self.moved()
        self.in_group("web")
        self.protected()
        payload = self.call("quarantine", {"InstanceId": INSTANCE, "Slug": "acme"})
        self.assertEqual(payload["Group"], GROUP)
        self.assertEqual(payload["Before"], "eni-1=sg-a+sg-b")
        self.assertEqual(payload["Kept"], "It is protected against termination.")

    def test_a_group_that_is_missing_is_made_and_emptied(self):
        everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        self.an_instance(["sg-a", "sg-b"])
        self.answer("ec2", "describe_security_groups", {"Filters": ANY}, {"SecurityGroups": []})
        made = {
            "GroupName": "acme-quarantine",
            "Description": ANY,
            "VpcId": "vpc-1",
            "TagSpecifications": [
                {"ResourceType": "security-group", "Tags": [{"Key": "landform:quarantine", "Value": "acme"}]}
            ],
        }
        self.answer("ec2", "create_security_group", made, {"GroupId": GROUP})
        group = {"GroupId": GROUP, "IpPermissions": [], "IpPermissionsEgress": [everything]}
        self.answer("ec2", "describe_security_groups", {"GroupIds": [GROUP]}, {"SecurityGroups": [group]})
        wanted = {"GroupId": GROUP, "IpPermissions": [everything]}
        self.answer("ec2", "revoke_security_group_egress", wanted, {"Return": True})
        self.moved()
        self.in_group(None)
        self.protected()
        self.assertEqual(self.call("quarantine", {"InstanceId": INSTANCE, "Slug": "acme"})["Group"], GROUP)

    def test_a_spot_instance_takes_no_protection_and_is_isolated_all_the_same(self):
        self.an_instance([GROUP])
        self.a_group()
        self.in_group("web")
        self.stubbers["ec2"].add_client_error("modify_instance_attribute", "UnsupportedOperation")
        payload = self.call("quarantine", {"InstanceId": INSTANCE, "Slug": "acme"})
        self.assertEqual(payload["Before"], "none, it was isolated already")
        self.assertIn("NOT protected", payload["Kept"])
        self.assertIn("UnsupportedOperation", payload["Kept"])

    # --- the others

    def test_older_sessions_of_a_role_are_denied_everything(self):
        wanted = {"RoleName": "app", "PolicyName": "landform-revoke-older-sessions", "PolicyDocument": ANY}
        seen = {}
        self.clients["iam"].meta.events.register(
            "before-parameter-build.iam.PutRolePolicy", lambda params, **_: seen.update(params)
        )
        self.answer("iam", "put_role_policy", wanted, {})
        payload = self.call("revoke", {"RoleName": "app"})
        (statement,) = json.loads(seen["PolicyDocument"])["Statement"]
        self.assertEqual((statement["Effect"], statement["Action"], statement["Resource"]), ("Deny", "*", "*"))
        self.assertEqual(statement["Condition"], {"DateLessThan": {"aws:TokenIssueTime": payload["Time"]}})

    def test_only_what_is_open_to_the_world_on_a_blocked_port_is_found(self):
        def rule(number, **more):
            return {
                "SecurityGroupRuleId": f"sgr-{number}",
                "IsEgress": False,
                "IpProtocol": "tcp",
                "FromPort": 22,
                "ToPort": 22,
                **more,
            }

        rules = [
            rule(1, CidrIpv4="0.0.0.0/0"),
            rule(2, CidrIpv6="::/0", FromPort=0, ToPort=65535),
            rule(3, CidrIpv4="10.0.0.0/8"),
            rule(4, CidrIpv4="0.0.0.0/0", FromPort=443, ToPort=443),
            rule(5, CidrIpv4="0.0.0.0/0", IsEgress=True),
            rule(6, CidrIpv4="0.0.0.0/0", IpProtocol="-1", FromPort=-1, ToPort=-1),
            rule(7, PrefixListId="pl-1"),
        ]
        wanted = {"Filters": [{"Name": "group-id", "Values": [GROUP]}]}
        self.answer("ec2", "describe_security_group_rules", wanted, {"SecurityGroupRules": rules})
        payload = self.call("find", {"GroupId": GROUP, "Ports": ["22", "3389"]})
        self.assertEqual(payload["Ids"], ["sgr-1", "sgr-2", "sgr-6"])
        self.assertEqual(payload["Found"], "yes")

    def test_nothing_open_says_so(self):
        self.answer("ec2", "describe_security_group_rules", {"Filters": ANY}, {"SecurityGroupRules": []})
        self.assertEqual(self.call("find", {"GroupId": GROUP, "Ports": ["22"]}), {"Ids": [], "Text": "none", "Found": "no"})

    def test_a_bucket_gets_all_four_blocks(self):
        blocks = dict.fromkeys(
            ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
        )
        wanted = {"Bucket": "data", "PublicAccessBlockConfiguration": blocks}
        self.answer("s3", "put_public_access_block", wanted, {})
        self.call("block", {"BucketName": "data"})


if __name__ == "__main__":
    unittest.main()
