"""Runs the function of templates/backup/account.yaml against botocore's stubber: no network, no account.

Needs botocore alone (Debian: python3-botocore); boto3 and cfnresponse, which Lambda brings, are stand-ins.
"""

import re
import sys
import textwrap
import types
import unittest
from pathlib import Path

import botocore.session
from botocore.stub import Stubber

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "backup" / "account.yaml"


def load():
    text = TEMPLATE.read_text(encoding="utf-8")
    code = re.search(r"        ZipFile: \|\n((?:          .*\n|\n)+)", text).group(1)
    sent = []
    response = types.ModuleType("cfnresponse")
    response.SUCCESS, response.FAILED = "SUCCESS", "FAILED"
    response.send = lambda event, context, status, data, name, **more: sent.append((status, data, name, more))
    sys.modules["cfnresponse"] = response
    sys.modules["boto3"] = types.ModuleType("boto3")
    module = types.ModuleType("index")
    exec(compile(textwrap.dedent(code), "index.py", "exec"), module.__dict__)
    return module, sent, code


def backup_client():
    client = botocore.session.get_session().create_client(
        "backup", region_name="eu-west-1", aws_access_key_id="none", aws_secret_access_key="none"
    )
    return client, Stubber(client)


class BackupSettings(unittest.TestCase):
    def setUp(self):
        self.module, self.sent, self.code = load()
        self.client, self.stubber = backup_client()
        self.module.boto3 = types.SimpleNamespace(client=lambda name: self.client)

    def run_with(self, request, services=("EBS", "EFS", "RDS")):
        with self.stubber:
            event = {"RequestType": request, "ResourceProperties": {"Services": list(services)}}
            self.module.handler(event, None)
            self.stubber.assert_no_pending_responses()
        return self.sent[-1]

    def describe(self, opted, managed):
        self.stubber.add_response(
            "describe_region_settings",
            {"ResourceTypeOptInPreference": opted, "ResourceTypeManagementPreference": managed},
            {},
        )

    def test_fits_into_a_template(self):
        self.assertLessEqual(len(textwrap.dedent(self.code)), 4096)

    def test_switches_on_what_is_off_and_keeps_the_rest(self):
        self.describe({"EBS": False, "EFS": True, "RDS": False, "VirtualMachine": False}, {"EFS": False})
        self.stubber.add_response(
            "update_region_settings",
            {},
            {
                "ResourceTypeOptInPreference": {"EBS": True, "EFS": True, "RDS": True, "VirtualMachine": False},
                "ResourceTypeManagementPreference": {"EFS": True},
            },
        )
        status, data, name, _ = self.run_with("Create")
        self.assertEqual((status, data["SwitchedOn"], data["Unknown"]), ("SUCCESS", "EBS,RDS", ""))
        self.assertEqual(name, "backup-settings")

    def test_changes_nothing_where_all_is_on(self):
        self.describe({"EBS": True, "EFS": True, "RDS": True}, {"EFS": True})
        self.assertEqual(self.run_with("Update")[0], "SUCCESS")

    def test_leaves_out_what_the_region_does_not_know(self):
        self.describe({"EBS": True, "EFS": True}, {"EFS": True})
        status, data, _, _ = self.run_with("Create")
        self.assertEqual((status, data["Unknown"]), ("SUCCESS", "RDS"))

    def test_switches_nothing_off_when_the_stack_goes(self):
        self.assertEqual(self.run_with("Delete")[0], "SUCCESS")

    def test_tells_cloudformation_what_failed(self):
        self.stubber.add_client_error("describe_region_settings", "AccessDeniedException", "not allowed")
        status, _, name, more = self.run_with("Create")
        self.assertEqual((status, name), ("FAILED", "backup-settings"))
        self.assertIn("not allowed", more["reason"])


if __name__ == "__main__":
    unittest.main()
