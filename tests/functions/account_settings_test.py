"""Runs the function of templates/accounts/account-settings.yaml against botocore's stubber: no network, no account.

Needs botocore alone (Debian: python3-botocore). Every call that the function makes has to be expected, in its order; a
call that nobody expected, or one that did not come, fails the test.
"""
import contextlib
import io
import json
import logging
import pathlib
import types
import unittest
from unittest import mock

import botocore.session
from botocore.stub import Stubber

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates/accounts/account-settings.yaml"
ALIASES = ROOT / "tests/cases/account-aliases.txt"


def source():
    """The block behind `ZipFile: |`, without its indentation, on the lines where it stands in the template."""
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.strip() == "ZipFile: |") + 1
    indentation = len(lines[first]) - len(lines[first].lstrip())
    block = []
    for line in lines[first:]:
        if line.strip() and not line.startswith(" " * indentation):
            break
        block.append(line[indentation:])
    return "\n" * first + "\n".join(block)


def load():
    module = types.ModuleType("account_settings")
    exec(compile(source(), str(TEMPLATE), "exec"), module.__dict__)
    return module


MODULE = load()
# One for all tests: it keeps the descriptions of services, which take a second each to read.
SESSION = botocore.session.get_session()
SESSION.set_credentials("AKIDEXAMPLE", "example")
PASSWORDS = {
    "MinimumPasswordLength": "14", "MaxPasswordAge": "90", "PasswordReusePrevention": "24",
    "RequireLowercaseCharacters": "true", "RequireNumbers": "true", "RequireSymbols": "true",
    "RequireUppercaseCharacters": "true", "AllowUsersToChangePassword": "true", "HardExpiry": "false",
}
PASSWORDS_TYPED = {
    "MinimumPasswordLength": 14, "MaxPasswordAge": 90, "PasswordReusePrevention": 24,
    "RequireLowercaseCharacters": True, "RequireNumbers": True, "RequireSymbols": True,
    "RequireUppercaseCharacters": True, "AllowUsersToChangePassword": True, "HardExpiry": False,
}
SECURITY = {"Name": "Acme cloud security", "Title": "Cloud security", "EmailAddress": "aws-security@acme.example",
            "PhoneNumber": "+1 555 0100"}
PRIMARY = {"FullName": "Acme Corporation", "AddressLine1": "1 Market Street", "City": "Springfield",
           "StateOrRegion": "IL", "PostalCode": "62701", "CountryCode": "US", "PhoneNumber": "+1 555 0100"}
ADDRESS = "https://cloudformation-custom-resource-response.example/answer?signature=s3cr3t"


class Context:
    log_stream_name = "2026/11/22/[$LATEST]0123"

    def __init__(self, seconds=600):
        self.seconds = seconds

    def get_remaining_time_in_millis(self):
        return self.seconds * 1000


class Case(unittest.TestCase):
    def setUp(self):
        self.stubs = {}
        self.slept = []
        self.answers = []
        self.names = {}
        stand_in = mock.Mock()
        stand_in.create_client.side_effect = lambda service, region=None, config=None: self.client(service, region)
        for target, value in (("botocore.session.get_session", lambda: stand_in),
                              ("time.sleep", self.slept.append),
                              ("urllib.request.urlopen", self.urlopen)):
            patch = mock.patch(target, value)
            patch.start()
            self.addCleanup(patch.stop)
        self.log = io.StringIO()
        handler = logging.StreamHandler(self.log)
        MODULE.LOG.addHandler(handler)
        self.addCleanup(MODULE.LOG.removeHandler, handler)
        self.created = {}

    def client(self, service, region):
        key = (service, region)
        if key not in self.created:
            client = SESSION.create_client(service, region or "us-east-1")
            stub = Stubber(client)
            stub.activate()
            # Debian's botocore is older than this call; Lambda's is not.
            if service == "account":
                client.get_account_information = self.account_information
            self.created[key] = client
            self.stubs[key] = stub
        return self.created[key]

    def stub(self, service, region=None):
        self.client(service, region)
        return self.stubs[service, region]

    def account_information(self):
        return self.names

    def urlopen(self, request, timeout):
        self.assertLessEqual(timeout, 10)
        self.assertEqual(request.get_method(), "PUT")
        self.assertEqual(request.full_url, ADDRESS)
        # The address is signed for an empty content type.
        self.assertEqual(request.get_header("Content-type"), "")
        self.answers.append(json.loads(request.data))
        return contextlib.nullcontext()

    def run_function(self, properties, kind="Create", seconds=600, **more):
        event = {"RequestType": kind, "ResponseURL": ADDRESS, "StackId": "stack", "RequestId": "request",
                 "LogicalResourceId": "Settings",
                 "ResourceProperties": {"ServiceToken": "arn", "ServiceTimeout": "900", **properties}, **more}
        MODULE.handler(event, Context(seconds))
        self.assertEqual(len(self.answers), 1, "CloudFormation gets one answer")
        for stub in self.stubs.values():
            stub.assert_no_pending_responses()
        answer = self.answers[0]
        for key in ("StackId", "RequestId", "LogicalResourceId"):
            self.assertEqual(answer[key], event[key])
        return answer

    def succeeds(self, properties, **more):
        answer = self.run_function(properties, **more)
        self.assertEqual(answer["Status"], "SUCCESS", answer["Reason"])
        return answer

    def fails(self, properties, **more):
        answer = self.run_function(properties, **more)
        self.assertEqual(answer["Status"], "FAILED")
        return answer["Reason"]


class Passwords(Case):
    def test_a_policy_that_was_never_made_is_made(self):
        iam = self.stub("iam")
        iam.add_client_error("get_account_password_policy", "NoSuchEntity", http_status_code=404)
        iam.add_response("update_account_password_policy", {}, PASSWORDS_TYPED)
        self.succeeds({"PasswordPolicy": PASSWORDS})

    def test_a_policy_that_is_right_is_not_written(self):
        self.stub("iam").add_response("get_account_password_policy",
                                      {"PasswordPolicy": {**PASSWORDS_TYPED, "ExpirePasswords": True}})
        self.succeeds({"PasswordPolicy": PASSWORDS})
        self.assertIn("PasswordPolicy: as it should be", self.log.getvalue())

    def test_a_policy_that_differs_is_written_as_a_whole(self):
        iam = self.stub("iam")
        iam.add_response("get_account_password_policy",
                         {"PasswordPolicy": {**PASSWORDS_TYPED, "MinimumPasswordLength": 8, "ExpirePasswords": True}})
        iam.add_response("update_account_password_policy", {}, PASSWORDS_TYPED)
        self.succeeds({"PasswordPolicy": PASSWORDS}, kind="Update", PhysicalResourceId="account-settings")

    def test_values_of_another_form_are_named(self):
        self.assertIn("HardExpiry is neither true nor false",
                      self.fails({"PasswordPolicy": {**PASSWORDS, "HardExpiry": "perhaps"}}))

    def test_numbers_of_another_form_are_named(self):
        self.assertIn("PasswordPolicy: ValueError", self.fails({"PasswordPolicy": {"MaxPasswordAge": "ninety"}}))


class Contacts(Case):
    def test_a_contact_that_is_absent_is_put(self):
        account = self.stub("account")
        account.add_client_error("get_alternate_contact", "ResourceNotFoundException", http_status_code=404)
        account.add_response("put_alternate_contact", {}, {"AlternateContactType": "SECURITY", **SECURITY})
        self.succeeds({"AlternateContacts": {"SECURITY": SECURITY}})

    def test_a_contact_that_is_right_is_not_put(self):
        self.stub("account").add_response(
            "get_alternate_contact", {"AlternateContact": {"AlternateContactType": "SECURITY", **SECURITY}},
            {"AlternateContactType": "SECURITY"})
        self.succeeds({"AlternateContacts": {"SECURITY": SECURITY}})

    def test_a_contact_without_a_number_gets_the_primary_one(self):
        account = self.stub("account")
        account.add_response("get_contact_information", {"ContactInformation": PRIMARY})
        account.add_client_error("get_alternate_contact", "ResourceNotFoundException", http_status_code=404)
        account.add_response("put_alternate_contact", {}, {"AlternateContactType": "SECURITY", **SECURITY})
        without = {key: value for key, value in SECURITY.items() if key != "PhoneNumber"}
        self.succeeds({"AlternateContacts": {"SECURITY": without}})

    def test_an_account_without_any_number_is_told(self):
        account = self.stub("account")
        account.add_client_error("get_contact_information", "ResourceNotFoundException", http_status_code=404)
        without = {key: value for key, value in SECURITY.items() if key != "PhoneNumber"}
        self.assertIn("AlternateContacts.SECURITY: neither the settings nor the account's primary contact have a phone",
                      self.fails({"AlternateContacts": {"SECURITY": without}}))

    def test_the_primary_contact_is_put_when_it_differs(self):
        account = self.stub("account")
        account.add_response("get_contact_information", {"ContactInformation": {**PRIMARY, "City": "Shelbyville"}})
        account.add_response("put_contact_information", {}, {"ContactInformation": PRIMARY})
        self.succeeds({"PrimaryContact": PRIMARY})

    def test_a_former_second_line_of_the_address_does_not_stay(self):
        account = self.stub("account")
        account.add_response("get_contact_information",
                             {"ContactInformation": {**PRIMARY, "AddressLine2": "Back yard"}})
        account.add_response("put_contact_information", {}, {"ContactInformation": PRIMARY})
        self.succeeds({"PrimaryContact": PRIMARY})

    def test_the_primary_contact_keeps_its_number_when_there_is_none(self):
        account = self.stub("account")
        account.add_response("get_contact_information", {"ContactInformation": PRIMARY})
        without = {key: value for key, value in PRIMARY.items() if key != "PhoneNumber"}
        self.succeeds({"PrimaryContact": without})


class Aliases(Case):
    def test_the_convention_is_that_of_the_compiler(self):
        rows = [line.split("|") for line in ALIASES.read_text().splitlines() if line and not line.startswith("#")]
        self.assertGreater(len(rows), 5)
        for slug, name, alias in rows:
            self.assertEqual(MODULE.alias_by_name(slug, name), alias)

    def test_an_account_of_nobodys_making_gets_a_shorter_one(self):
        alias = MODULE.alias_by_name("acme", "x" * 57 + "-yyyy")
        self.assertEqual(alias, "acme-" + "x" * 57)

    def test_the_alias_follows_the_name(self):
        self.names = {"AccountId": "222233334444", "AccountName": "Shop (production)"}
        iam = self.stub("iam")
        iam.add_response("list_account_aliases", {"AccountAliases": ["former"], "IsTruncated": False})
        iam.add_response("create_account_alias", {}, {"AccountAlias": "acme-shop-production"})
        self.succeeds({"AccountAlias": {"Prefix": "acme"}})

    def test_an_exception_goes_by_name_or_id(self):
        exceptions = ["a=b=acme-equals", "222233334444=acme-payer"]
        for names, alias in (({"AccountId": "1", "AccountName": "a=b"}, "acme-equals"),
                             ({"AccountId": "222233334444", "AccountName": "x"}, "acme-payer")):
            self.names = names
            self.answers.clear()
            self.stub("iam").add_response("list_account_aliases", {"AccountAliases": [alias], "IsTruncated": False})
            self.succeeds({"AccountAlias": {"Prefix": "acme", "Exceptions": exceptions}})

    def test_an_alias_that_is_given_asks_for_no_name(self):
        iam = self.stub("iam")
        iam.add_response("list_account_aliases", {"AccountAliases": [], "IsTruncated": False})
        iam.add_response("create_account_alias", {}, {"AccountAlias": "acme-management"})
        self.succeeds({"AccountAlias": {"Alias": "acme-management"}})

    def test_an_alias_that_another_account_has_is_named(self):
        iam = self.stub("iam")
        iam.add_response("list_account_aliases", {"AccountAliases": [], "IsTruncated": False})
        iam.add_client_error("create_account_alias", "EntityAlreadyExists", http_status_code=409)
        self.assertIn("AccountAlias: acme-shop is the alias of another AWS account",
                      self.fails({"AccountAlias": {"Alias": "acme-shop"}}))


class Regions(Case):
    def test_encryption_is_switched_on_where_it_is_off(self):
        self.stub("ec2", "eu-west-1").add_response("get_ebs_encryption_by_default", {"EbsEncryptionByDefault": True})
        there = self.stub("ec2", "us-east-1")
        there.add_response("get_ebs_encryption_by_default", {"EbsEncryptionByDefault": False})
        there.add_response("enable_ebs_encryption_by_default", {"EbsEncryptionByDefault": True})
        self.succeeds({"EbsEncryptionRegions": ["eu-west-1", "us-east-1"]})

    def expect_lists(self, ec2, **more):
        found = {"NetworkInterfaces": [], "VpcEndpoints": [], "SecurityGroups": [{}], "RouteTables": [{}],
                 "NetworkAcls": [{}], **more}
        filters = [{"Name": "vpc-id", "Values": ["vpc-1"]}]
        for kind, operation in (("NetworkInterfaces", "describe_network_interfaces"),
                                ("VpcEndpoints", "describe_vpc_endpoints"),
                                ("SecurityGroups", "describe_security_groups"),
                                ("RouteTables", "describe_route_tables"), ("NetworkAcls", "describe_network_acls")):
            ec2.add_response(operation, {kind: found[kind]}, {"Filters": filters})
            if kind in more:
                return

    def expect_default_vpc(self, ec2):
        ec2.add_response("describe_vpcs", {"Vpcs": [{"VpcId": "vpc-1"}]},
                         {"Filters": [{"Name": "is-default", "Values": ["true"]}]})

    def test_a_default_vpc_that_nobody_uses_goes(self):
        ec2 = self.stub("ec2", "eu-west-1")
        self.expect_default_vpc(ec2)
        self.expect_lists(ec2)
        ec2.add_response("describe_internet_gateways", {"InternetGateways": [{"InternetGatewayId": "igw-1"}]},
                         {"Filters": [{"Name": "attachment.vpc-id", "Values": ["vpc-1"]}]})
        ec2.add_response("detach_internet_gateway", {}, {"InternetGatewayId": "igw-1", "VpcId": "vpc-1"})
        ec2.add_response("delete_internet_gateway", {}, {"InternetGatewayId": "igw-1"})
        ec2.add_response("describe_subnets", {"Subnets": [{"SubnetId": "subnet-1"}, {"SubnetId": "subnet-2"}]})
        ec2.add_response("delete_subnet", {}, {"SubnetId": "subnet-1"})
        ec2.add_response("delete_subnet", {}, {"SubnetId": "subnet-2"})
        ec2.add_response("delete_vpc", {}, {"VpcId": "vpc-1"})
        self.succeeds({"DefaultVpcRegions": ["eu-west-1"]})

    def test_one_that_is_used_stays_and_is_named(self):
        for kind, found in (("NetworkInterfaces", [{}]), ("VpcEndpoints", [{}]), ("SecurityGroups", [{}, {}]),
                            ("RouteTables", [{}, {}]), ("NetworkAcls", [{}, {}])):
            with self.subTest(kind):
                self.answers.clear()
                ec2 = self.stub("ec2", "eu-west-1")
                self.expect_default_vpc(ec2)
                self.expect_lists(ec2, **{kind: found})
                self.assertIn("DefaultVpcRegions.eu-west-1: vpc-1 is in use",
                              self.fails({"DefaultVpcRegions": ["eu-west-1"]}))

    def test_a_region_without_one_is_left_alone(self):
        self.stub("ec2", "eu-west-1").add_response("describe_vpcs", {"Vpcs": []})
        self.succeeds({"DefaultVpcRegions": ["eu-west-1"]})


class Failures(Case):
    def test_all_are_tried_and_each_failure_is_named(self):
        iam = self.stub("iam")
        iam.add_client_error("get_account_password_policy", "ValidationError", "secret words")
        iam.add_response("list_account_aliases", {"AccountAliases": ["acme-management"], "IsTruncated": False})
        account = self.stub("account")
        account.add_client_error("get_alternate_contact", "ValidationException", "aws-security@acme.example is bad")
        self.stub("ec2", "eu-west-1").add_client_error("get_ebs_encryption_by_default", "InvalidParameter")
        self.stub("ec2", "us-east-1").add_response("get_ebs_encryption_by_default", {"EbsEncryptionByDefault": True})
        reason = self.fails({"PasswordPolicy": PASSWORDS, "AlternateContacts": {"SECURITY": SECURITY},
                             "AccountAlias": {"Alias": "acme-management"},
                             "EbsEncryptionRegions": ["eu-west-1", "us-east-1"]})
        self.assertIn("PasswordPolicy: GetAccountPasswordPolicy: ValidationError", reason)
        self.assertIn("AlternateContacts.SECURITY: GetAlternateContact: ValidationException", reason)
        self.assertIn("EbsEncryptionRegions.eu-west-1: GetEbsEncryptionByDefault: InvalidParameter", reason)
        self.assertNotIn("AccountAlias", reason)
        self.assertNotIn("us-east-1", reason)

    def test_throttled_calls_are_tried_again_later_and_later(self):
        ec2 = self.stub("ec2", "eu-west-1")
        for code in ("RequestLimitExceeded", "Throttling", "InternalError"):
            ec2.add_client_error("get_ebs_encryption_by_default", code)
        ec2.add_response("get_ebs_encryption_by_default", {"EbsEncryptionByDefault": True})
        self.succeeds({"EbsEncryptionRegions": ["eu-west-1"]})
        self.assertEqual(len(self.slept), 3)
        for pause, longest in zip(self.slept, (1, 2, 4)):
            self.assertTrue(longest / 2 <= pause <= longest, self.slept)

    def test_a_role_that_is_new_gets_time_but_a_denial_is_told(self):
        ec2 = self.stub("ec2", "eu-west-1")
        for _ in range(6):
            ec2.add_client_error("get_ebs_encryption_by_default", "UnauthorizedOperation")
        self.assertIn("UnauthorizedOperation", self.fails({"EbsEncryptionRegions": ["eu-west-1"]}))
        self.assertEqual(len(self.slept), 5)

    def test_what_is_refused_for_good_is_not_tried_again(self):
        self.stub("ec2", "eu-west-1").add_client_error("get_ebs_encryption_by_default", "InvalidParameter")
        self.fails({"EbsEncryptionRegions": ["eu-west-1"]})
        self.assertEqual(self.slept, [])

    def test_without_time_nothing_is_begun_and_the_answer_still_goes(self):
        self.assertIn("EbsEncryptionRegions.eu-west-1: no time left",
                      self.fails({"EbsEncryptionRegions": ["eu-west-1"]}, seconds=20))

    def test_time_that_runs_out_in_a_pause_is_told(self):
        self.stub("ec2", "eu-west-1").add_client_error("get_ebs_encryption_by_default", "Throttling")
        self.assertIn("no time left to try again", self.fails({"EbsEncryptionRegions": ["eu-west-1"]}, seconds=40.2))
        self.assertEqual(self.slept, [])

    def test_a_setting_that_is_unknown_is_told(self):
        self.assertIn("Passwort: no such setting", self.fails({"Passwort": {"MinimumPasswordLength": "6"}}))

    def test_properties_of_another_form_are_told(self):
        for properties in ({"AlternateContacts": {"SECURITY": "nobody"}}, {"AccountAlias": "acme"},
                           {"PasswordPolicy": ["14"]}, {"EbsEncryptionRegions": 7}):
            with self.subTest(properties):
                self.answers.clear()
                self.fails(properties)

    def test_a_request_without_properties_is_answered(self):
        MODULE.handler({"RequestType": "Create", "ResponseURL": ADDRESS}, Context())
        self.assertEqual(self.answers[0]["Status"], "FAILED")
        self.assertIn("stopped: KeyError", self.answers[0]["Reason"])

    def test_a_reason_stays_short_enough_for_cloudformation(self):
        regions = [f"xx-region-{number}" for number in range(300)]
        reason = self.fails({"EbsEncryptionRegions": regions}, seconds=1)
        self.assertLess(len(json.dumps(self.answers[0])), 4096)
        self.assertIn(Context.log_stream_name, reason)


class Answers(Case):
    def test_deleting_changes_nothing(self):
        answer = self.succeeds({"PasswordPolicy": PASSWORDS, "EbsEncryptionRegions": ["eu-west-1"]}, kind="Delete",
                               PhysicalResourceId="account-settings")
        self.assertEqual(answer["PhysicalResourceId"], "account-settings")
        self.assertEqual(self.created, {})

    def test_an_update_never_replaces_the_resource(self):
        self.assertEqual(self.succeeds({})["PhysicalResourceId"], "account-settings")
        self.answers.clear()
        answer = self.succeeds({}, kind="Update", PhysicalResourceId="a-former-one")
        self.assertEqual(answer["PhysicalResourceId"], "a-former-one")

    def test_an_answer_that_does_not_arrive_is_sent_again(self):
        arrive = self.urlopen
        tries = []

        def urlopen(request, timeout):
            tries.append(timeout)
            if len(tries) < 3:
                raise OSError(f"cannot reach {request.full_url}")
            return arrive(request, timeout)

        with mock.patch("urllib.request.urlopen", urlopen):
            self.succeeds({})
        self.assertEqual(len(tries), 3)

    def test_an_answer_that_never_arrives_ends_the_function_all_the_same(self):
        with mock.patch("urllib.request.urlopen", side_effect=OSError(ADDRESS)) as urlopen:
            MODULE.handler({"RequestType": "Delete", "ResponseURL": ADDRESS}, Context())
        self.assertEqual(urlopen.call_count, 4)

    def test_nothing_of_contacts_or_addresses_is_logged_or_answered(self):
        account = self.stub("account")
        account.add_client_error("get_contact_information", "ValidationException", f"bad: {PRIMARY}")
        account.add_client_error("get_alternate_contact", "ResourceNotFoundException", http_status_code=404)
        account.add_client_error("put_alternate_contact", "ValidationException", f"bad: {SECURITY}")
        with mock.patch("urllib.request.urlopen", side_effect=[OSError(ADDRESS), contextlib.nullcontext()]) as urlopen:
            MODULE.handler({"RequestType": "Create", "ResponseURL": ADDRESS, "StackId": "stack",
                            "ResourceProperties": {"PrimaryContact": PRIMARY,
                                                   "AlternateContacts": {"SECURITY": SECURITY}}}, Context())
        said = self.log.getvalue() + urlopen.call_args[0][0].data.decode()
        self.assertIn("ValidationException", said)
        for secret in [*SECURITY.values(), *PRIMARY.values(), "s3cr3t"]:
            if len(secret) > 2:
                self.assertNotIn(secret, said)

    def test_the_function_stands_inline(self):
        # Source: Lambda, Code.ZipFile: 4 MB zipped. Much less has to do: people read it in every diff.
        self.assertLess(len(source().strip()), 12_000)


if __name__ == "__main__":
    unittest.main()
