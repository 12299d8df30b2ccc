#!/usr/bin/env bash
# Deploys this out tree. Written by landform; --help shows how to use it, docs/deploying.md of landform how it
# works. First comes the deployment, a function a step, as manifest.json has it; then the program.
# shellcheck disable=SC2016,SC2034,SC2317,SC2329 # the program below calls and reads by name

customer='Acme Corporation'
slug=acme
partition=aws
url_suffix=amazonaws.com
home_region=us-east-1
regions=(eu-west-1 us-east-1)
management_account=111122223333
access_role=OrganizationAccountAccessRole
rings=(test production)

steps=(
  management-account
  payment-details
  root-password
  root-mfa
  root-access-keys
  support-plan
  artifacts
  organization
  root-access
  units-1
  accounts-1
  policy-types
  policies-1
  log-archive
  trusted-access-cloudtrail
  organization-trail
  trusted-access-stack-sets
  billing-topic
  topics
  topics-eu-west-1
  confirm-subscriptions
  trusted-access-account
  account-settings
  management-account-settings-us-east-1
  identity-center-enabled
  identity-center-delegation
  identity-center-instance
  identity-center-groups-1
  identity-center-sign-in
  identity-center-people
  identity-center-look-ups
  identity-center-members-1
  permission-sets-1
  assignments-auditors-as-audit-1
  assignments-developers-as-audit-1
  iam-root
  assignments-developers-as-developer-1
  assignments-platform-admins-as-admin-1
  management-assignments
  iam-unit-workloads-production
  management-iam-us-east-1
  iam-users-enrolled
  management-break-glass-alarms-ap-southeast-2
  management-break-glass-alarms-eu-north-1
  management-break-glass-alarms-eu-west-1
  management-break-glass-alarms-us-east-1
  management-break-glass-alarms-us-east-2
  access-analyzer-administrator
  access-analyzer
  access-analyzer-eu-west-1
  root-access-administrator
  config-delegation
  config-aggregator
  config-recorder
  management-config-recorder-eu-west-1
  management-config-recorder-us-east-1
  conformance-packs
  conformance-packs-eu-west-1
  findings-archive
  guardduty
  guardduty-eu-west-1
  management-guardduty
  management-guardduty-eu-west-1
  guardduty-delegation
  guardduty-organization
  security-hub-management
  security-hub-admin
  security-hub-audit
  security-hub
  trail-alarms
  finding-routes
  finding-routes-eu-west-1
  event-forwarding
  management-event-forwarding-eu-west-1
  management-event-forwarding-us-east-1
  central-logs
  log-queries
  trail-queries
  trusted-access-observability
  central-logs-role
  log-centralization
  incident-notices
  incident-notices-eu-west-1
  incident-responses
  management-incident-responses-eu-west-1
  management-incident-responses-us-east-1
  trusted-access-ram
  transit
  transit-eu-west-1
  vpc-shop-dev
  default-groups-shop-dev-us-east-1
  vpc-shop-test
  default-groups-shop-test-us-east-1
  vpc-data-prod
  default-groups-data-prod-us-east-1
  vpc-shop-prod
  default-groups-shop-prod-us-east-1
  vpc-shop-prod-dr
  default-groups-shop-prod-eu-west-1
  transit-vpc-data-prod
  transit-vpc-shop-dev
  transit-vpc-shop-prod
  transit-vpc-shop-prod-dr-eu-west-1
  transit-vpc-shop-test
  alarms
  dashboards-workloads-production
  metric-sink
  metric-sink-arn-us-east-1
  management-metric-links
  metric-links-us-east-1
  metric-sink-eu-west-1
  metric-sink-arn-eu-west-1
  management-metric-links-eu-west-1
  metric-links-eu-west-1
  organization-dashboard
  patching
  systems-manager-administrator
  patch-report-role
  patch-report
  trusted-access-backup
  backup-administrator
  backup
  backup-audit
  backup-reports
  backup-restore-tests
  billing-preferences
  usage-report
  billing-alarm
  budget-organization
  cost-anomalies
  cost-categories
  budget-sandbox
  cost-allocation-tags
  custom-app-bus
)

step_management-account() {
  title 'The management account'
  who 'person who may sign for the customer'
  instruction 'The account exists: sign in to 111122223333 and open the page Account.'
  instruction 'Check that the account belongs to Acme Corporation, and that address and phone number are the company'\''s, not a person'\''s.'
  instruction 'Payment details belong into AWS alone: not into the blueprint, not into evidence.'
  evidence 'the page Account as a picture: account id, legal name, e-mail address, contact; no payment details'
}

step_payment-details() {
  title 'Payment and tax details'
  needs management-account
  who 'person who may commit the customer to payments, signed in to the management account'
  instruction 'Collect from the customer'\''s finance department, by telephone or in person, which means of payment is to be used. Do not let it be sent by mail, chat or ticket.'
  instruction 'Open Billing and Cost Management > Payment preferences > Payment methods. Enter the means of payment there and nowhere else, and make it the default. Add a second one as a backup.'
  instruction 'Billing and Cost Management > Tax settings: enter the tax registration number, business legal name and address, and let all accounts inherit them (Manage > Turn on tax inheritance).'
  instruction 'Billing and Cost Management > Billing preferences > Invoice delivery preferences: let invoices go to `aws-billing@acme.example` too.'
  evidence 'date and name of who entered them; the page Tax settings as a picture. No card or bank number, not in part either'
}

step_root-password() {
  title 'Password of the root user'
  needs management-account
  who 'root user of the management account'
  instruction 'Let the vault make a password of at least 32 characters; set it at Account > Security credentials.'
  instruction 'Keep it in the vault or in an HSM, apart from the mailbox `aws+management@acme.example`, which could reset it.'
  instruction 'Let two people together open the vault entry, and let each opening need a reason and a date.'
  instruction 'Write down who may ask for it, when (docs: the tasks that only the root user can do), and how it is changed after each use.'
  evidence 'the vault'\''s record of the entry without the password: owners, rule of two people, date of the last change'
}

step_root-mfa() {
  title 'MFA of the root user'
  needs root-password
  who 'root user of the management account'
  instruction 'Sign in as root; Account > Security credentials > Multi-factor authentication > Assign MFA device.'
  instruction 'Register a hardware security key (FIDO2), and a second one as its backup: up to eight devices are possible.'
  instruction 'Keep the two keys in different buildings, and neither beside the vault that has the password.'
  instruction 'Write a note for the disaster: where the keys are, who may fetch them, how AWS Support replaces a lost device.'
  instruction 'Sign out and in again with each of the two.'
  evidence 'the answer 1 of aws iam get-account-summary --query SummaryMap.AccountMFAEnabled; places and serial numbers of both devices; the note'\''s place'
}

step_root-access-keys() {
  title 'No access keys of the root user'
  needs root-mfa
  who 'root user of the management account'
  instruction 'Account > Security credentials > Access keys: delete every key, and signing certificates as well.'
  instruction 'If something still signs with one, give it a role first, and watch the key'\''s last use for a week.'
  evidence 'the answer 0 of aws iam get-account-summary --query SummaryMap.AccountAccessKeysPresent'
}

step_support-plan() {
  title 'Support plan'
  needs management-account
  who 'administrator of the management account'
  instruction 'In the management account open https://support.console.aws.amazon.com/support/plans and subscribe `business`. AWS renames its plans from time to time: take the one that has taken its place.'
  instruction 'Plans are bought for each account, but Enterprise covers the organization: ask AWS Support to extend others to the accounts that need them.'
  instruction 'The price has a monthly least and a share of the bill: let whoever answers for the costs agree first.'
  evidence 'the page Support plans as a picture, with plan and date'
}

step_artifacts() {
  title 'Bucket for deployment artifacts'
  account management 111122223333
  region us-east-1
  stack acme-artifacts stacks/05-artifacts.yaml 04392ce87ab0a0abe90582d53efba9222f3f312669dfc2834e1a1e8dea4f6297 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_organization() {
  title 'Organization with all features'
  account management 111122223333
  region us-east-1
  stack acme-organization stacks/12-organization.yaml e7b217797b638fe7a86bd246d75faa870300f7213570caaaaf402574a299dc11 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_root-access() {
  title 'Centralized root access'
  needs organization
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal iam.amazonaws.com
  call aws iam enable-organizations-root-credentials-management
  call aws iam enable-organizations-root-sessions
  check aws iam list-organizations-features
}

step_units-1() {
  title 'Organizational units'
  needs organization
  account management 111122223333
  region us-east-1
  stack acme-units-1 stacks/14-units-1.yaml 8f182a51a526b11aa65985f2afbc8e4335530bd4741373813d4cf7fbdb4bac95 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_accounts-1() {
  title 'Accounts, part 1'
  needs organization units-1
  account management 111122223333
  region us-east-1
  stack acme-accounts-1 stacks/18-accounts-1.yaml 41b6cae2d1b040aa34315a9c09d6ce4f3d8dc17263a24cf876a6518b4f29a9aa inline
  protect
  keep_what_is_made
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_policy-types() {
  title 'Policy types of the organization'
  needs organization
  account management 111122223333
  region us-east-1
  call aws organizations enable-policy-type --root-id '{ssm:/landform/acme/organization/root-id}' --policy-type SERVICE_CONTROL_POLICY
  call aws organizations enable-policy-type --root-id '{ssm:/landform/acme/organization/root-id}' --policy-type RESOURCE_CONTROL_POLICY
  call aws organizations enable-policy-type --root-id '{ssm:/landform/acme/organization/root-id}' --policy-type TAG_POLICY
  call aws organizations enable-policy-type --root-id '{ssm:/landform/acme/organization/root-id}' --policy-type AISERVICES_OPT_OUT_POLICY
  call aws organizations enable-policy-type --root-id '{ssm:/landform/acme/organization/root-id}' --policy-type S3_POLICY
  tolerates PolicyTypeAlreadyEnabledException
  check aws organizations list-roots --query 'Roots[].PolicyTypes'
}

step_policies-1() {
  title 'Organization policies'
  needs organization policy-types units-1
  account management 111122223333
  region us-east-1
  stack acme-policies-1 stacks/20-policies-1.yaml 320e116ab056d4155457770c6a1509d95db961572ad6a3571d697049120fd919 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_log-archive() {
  title 'Log archive: keys and write-once buckets'
  needs accounts-1
  account log-archive '{ssm:/landform/acme/accounts/LogArchive/id}'
  region us-east-1
  stack acme-log-archive stacks/30-log-archive.yaml 3735a2585069e435bb787d0977e5bbdb6227790e7b05dfd9666eebec80018e54 inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_trusted-access-cloudtrail() {
  title 'Trusted access for CloudTrail'
  needs organization
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''cloudtrail.amazonaws.com'\'']'
}

step_organization-trail() {
  title 'Organization trail'
  needs log-archive trusted-access-cloudtrail
  account management 111122223333
  region us-east-1
  stack acme-organization-trail stacks/32-organization-trail.yaml 129d06df9a6154ea41f8040673c995c0d84986b0afe22f2d183bc73c8fd6968c inline
  protect
  capabilities CAPABILITY_IAM
  parameter TrailKeyArn '{output:log-archive/TrailKeyArn}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_trusted-access-stack-sets() {
  title 'Trusted access for stack sets'
  needs organization
  account management 111122223333
  region us-east-1
  call aws cloudformation activate-organizations-access
  check aws cloudformation describe-organizations-access
}

step_billing-topic() {
  title 'Billing topic'
  needs organization
  account management 111122223333
  region us-east-1
  stack acme-billing-topic stacks/36-billing-topic.yaml a112ea0abe22986740b65e47be7fecdf50e7b8420b48372d8b2574449e048029 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_topics() {
  title 'Security and operations topics'
  needs accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-topics stacks/36-topics.yaml 327ab72fcd1ed28f3b258e465d032a3eee1c8983672b5eb72b338fde50a5ed06 inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_topics-eu-west-1() {
  title 'Security and operations topics, eu-west-1'
  needs accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region eu-west-1
  stack acme-topics stacks/36-topics-eu-west-1.yaml 327ab72fcd1ed28f3b258e465d032a3eee1c8983672b5eb72b338fde50a5ed06 inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_confirm-subscriptions() {
  title 'Confirm the mailboxes of the topics'
  needs topics-eu-west-1 topics billing-topic
  who 'readers of the group mailboxes'
  instruction 'Confirm each mail below within two days: copy the token out of its link (`Token=...`) and run, in the account and region of the topic, `aws sns confirm-subscription --topic-arn TOPIC --token TOKEN --authenticate-on-unsubscribe true`. The link itself would do, but then whoever gets a forwarded message could unsubscribe the mailbox.'
  instruction 'Mailbox `aws-security@acme.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `acme-security`, one for each of: eu-west-1, us-east-1.'
  instruction 'Mailbox `aws-operations@acme.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `acme-operations`, one for each of: eu-west-1, us-east-1.'
  instruction 'Mailbox `aws-billing@acme.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `acme-billing`, one for each of: us-east-1.'
  instruction 'Where a token ran out, request another: `aws sns subscribe --topic-arn TOPIC --protocol email --notification-endpoint MAILBOX --region REGION`.'
  instruction 'In the audit account and in the management account, run `aws sns list-subscriptions --region REGION` for each region above: no `SubscriptionArn` may read `PendingConfirmation`.'
  instruction 'Publish a test to each topic, `aws sns publish --topic-arn TOPIC --message test --region REGION`, and see it arrive.'
  evidence 'the outputs of `aws sns list-subscriptions`, by account and region, and the test mails'
}

step_trusted-access-account() {
  title 'Trusted access for Account Management'
  needs organization
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal account.amazonaws.com
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''account.amazonaws.com'\'']'
}

step_account-settings() {
  title 'Account settings'
  needs trusted-access-account artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-account-settings stacks/38-account-settings.yaml 349094f490236629a4b76b4f646c82cb0f75a1bb7b5de425fea5d6c3f71f99cf inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-account-settings stack-sets/account-settings.yaml d6c8aaa256e447aeffd8adb907d57bd59cd7146f6ff2422039b35e4fea9099e1
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions us-east-1
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_management-account-settings-us-east-1() {
  title 'Account settings, in the management account, us-east-1'
  needs trusted-access-account
  account management 111122223333
  region us-east-1
  stack acme-management-account-settings stacks/38-management-account-settings-us-east-1.yaml 98b941a86b0a37a6eb7ac76ca33ae5312adb3fed272667d4477331456018e523 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_identity-center-enabled() {
  title 'IAM Identity Center, enabled'
  needs organization
  who 'an administrator of the management account'
  instruction 'Sign in to the management account, choose the region us-east-1 and open IAM Identity Center. Identity Center lives in one region, and moving it later means starting anew.'
  instruction 'Choose *Enable*, and an organization instance, not an account instance. If it is enabled already, check under *Settings* that it is an organization instance in that region.'
  instruction 'Under *Settings*, *Identity source*, leave *Identity Center directory*: groups come from the blueprint.'
  evidence 'a picture of the page *Settings* with region, instance and identity source'
}

step_identity-center-delegation() {
  title 'Identity Center, delegated to the audit account'
  needs identity-center-enabled accounts-1
  account management 111122223333
  region us-east-1
  call aws organizations register-delegated-administrator --service-principal sso.amazonaws.com --account-id '{ssm:/landform/acme/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal sso.amazonaws.com
}

step_identity-center-instance() {
  title 'Ids of IAM Identity Center'
  needs identity-center-enabled
  account management 111122223333
  region us-east-1
  capture /landform/acme/identity-center/instance-arn aws sso-admin list-instances --region us-east-1 --query 'Instances[0].InstanceArn' --output text
  capture /landform/acme/identity-center/identity-store-id aws sso-admin list-instances --region us-east-1 --query 'Instances[0].IdentityStoreId' --output text
  check aws sso-admin list-instances --region us-east-1
}

step_identity-center-groups-1() {
  title 'Groups of IAM Identity Center'
  needs identity-center-instance
  account management 111122223333
  region us-east-1
  stack acme-identity-center-groups-1 stacks/40-identity-center-groups-1.yaml 33a70d02728e8d68d2a8f9ea785a75e56c38cefe70e998fa19cfe4f02b54f9d0 inline
  protect
  parameter IdentityStoreId '{ssm:/landform/acme/identity-center/identity-store-id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_identity-center-sign-in() {
  title 'MFA and sessions of IAM Identity Center'
  needs identity-center-enabled
  who 'an administrator of the management account'
  instruction 'Open IAM Identity Center, *Settings*, *Authentication*, *Configure* beside MFA.'
  instruction '*Prompt users for MFA*: *Every time they sign in (always-on)*.'
  instruction '*Users can authenticate with*: *Security keys and built-in authenticators* and *Authenticator apps*.'
  instruction '*If a user does not yet have a registered MFA device*: *Require them to register an MFA device at sign in*.'
  instruction '*Standard authentication*: turn on *Send email OTP* for users that are created by the API; they set their first password with it.'
  instruction '*Session settings*: *User interactive sessions*, 8 hours. Sessions in accounts are shorter; each permission set says how long.'
  evidence 'a picture of the page *Authentication* that shows these three choices and the session'\''s length'
}

step_identity-center-people() {
  title 'People in the directory of IAM Identity Center'
  needs identity-center-enabled identity-center-sign-in
  who 'an administrator of the management account'
  instruction 'Open IAM Identity Center, *Users*, *Add user*, for each of these: `ada@acme.example`, `grace@acme.example`, `linus@acme.example`.'
  instruction 'The user name is the mail address, letter by letter. Send the mail with instructions for the password; hand no password over.'
  instruction 'Add no groups and no assignments; later steps do.'
  evidence 'the list of users, and who approved each of them'
}

step_identity-center-look-ups() {
  title 'Ids of users'
  needs identity-center-instance identity-center-people
  account management 111122223333
  region us-east-1
  capture /landform/acme/identity-center/users/AdaAcmeExample/id aws identitystore get-user-id --region us-east-1 --identity-store-id '{ssm:/landform/acme/identity-center/identity-store-id}' --alternate-identifier '{"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": "ada@acme.example"}}' --query UserId --output text
  capture /landform/acme/identity-center/users/GraceAcmeExample/id aws identitystore get-user-id --region us-east-1 --identity-store-id '{ssm:/landform/acme/identity-center/identity-store-id}' --alternate-identifier '{"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": "grace@acme.example"}}' --query UserId --output text
  capture /landform/acme/identity-center/users/LinusAcmeExample/id aws identitystore get-user-id --region us-east-1 --identity-store-id '{ssm:/landform/acme/identity-center/identity-store-id}' --alternate-identifier '{"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": "linus@acme.example"}}' --query UserId --output text
}

step_identity-center-members-1() {
  title 'Members of groups of IAM Identity Center'
  needs identity-center-groups-1 identity-center-look-ups identity-center-instance
  account management 111122223333
  region us-east-1
  stack acme-identity-center-members-1 stacks/40-identity-center-members-1.yaml 318c857ba59b0c743c82e2710b5e0664b90f21d687d5006c3aa296e78ef355bd inline
  parameter IdentityStoreId '{ssm:/landform/acme/identity-center/identity-store-id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_permission-sets-1() {
  title 'Permission sets'
  needs identity-center-instance
  account management 111122223333
  region us-east-1
  stack acme-permission-sets-1 stacks/40-permission-sets-1.yaml aafeaa0c07f6e5f3a5e146f4747d110b19d6c9a602e1cd67fdeafdbcdeda4de0 inline
  protect
  parameter InstanceArn '{ssm:/landform/acme/identity-center/instance-arn}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_assignments-auditors-as-audit-1() {
  title '`audit` for `auditors`'
  needs identity-center-instance permission-sets-1 identity-center-groups-1 accounts-1
  account management 111122223333
  region us-east-1
  stack acme-assignments-auditors-as-audit-1 stacks/41-assignments-auditors-as-audit-1.yaml 84b7d6ab4e2629c836f8b51d50f75aab79f99b936cf614261ab11e4918ee432d inline
  parameter InstanceArn '{ssm:/landform/acme/identity-center/instance-arn}'
  parameter PermissionSetArn '{output:permission-sets-1/PermissionSetAuditArn}'
  parameter PrincipalId '{output:identity-center-groups-1/GroupAuditorsId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_assignments-developers-as-audit-1() {
  title '`audit` for `developers`'
  needs identity-center-instance permission-sets-1 identity-center-groups-1 accounts-1 assignments-auditors-as-audit-1
  account management 111122223333
  region us-east-1
  stack acme-assignments-developers-as-audit-1 stacks/41-assignments-developers-as-audit-1.yaml 84fd043e348b95dc8d05bd8b3e343afa6f1428f96501fc12d5bae19540372361 inline
  parameter InstanceArn '{ssm:/landform/acme/identity-center/instance-arn}'
  parameter PermissionSetArn '{output:permission-sets-1/PermissionSetAuditArn}'
  parameter PrincipalId '{output:identity-center-groups-1/GroupDevelopersId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_iam-root() {
  title 'IAM: roles and policies of every account'
  needs artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-iam-root stacks/42-iam-root.yaml a42bc7dc79eaa7951c62c46a658bb16e9cd0caf2077b45604a422d05d2912154 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-iam-root stack-sets/iam-root.yaml a75fad4a8ea35739620de70d2e43b2ffa1587df8e79c80908b149c2b9606968d
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions us-east-1
  set_parameter TrustedAccounts '{ssm:/landform/acme/accounts/Audit/id}'
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_assignments-developers-as-developer-1() {
  title '`developer` for `developers`'
  needs identity-center-instance permission-sets-1 iam-root identity-center-groups-1 accounts-1 assignments-developers-as-audit-1
  account management 111122223333
  region us-east-1
  stack acme-assignments-developers-as-developer-1 stacks/41-assignments-developers-as-developer-1.yaml 6a6deda24f51ee77aa225c59a7d9b8d36b9fa0e30fe58887dc8bd0e65ac4c646 inline
  parameter InstanceArn '{ssm:/landform/acme/identity-center/instance-arn}'
  parameter PermissionSetArn '{output:permission-sets-1/PermissionSetDeveloperArn}'
  parameter PrincipalId '{output:identity-center-groups-1/GroupDevelopersId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_assignments-platform-admins-as-admin-1() {
  title '`admin` for `platform-admins`'
  needs identity-center-instance permission-sets-1 identity-center-groups-1 accounts-1 assignments-developers-as-developer-1
  account management 111122223333
  region us-east-1
  stack acme-assignments-platform-admins-as-admin-1 stacks/41-assignments-platform-admins-as-admin-1.yaml 84b7d6ab4e2629c836f8b51d50f75aab79f99b936cf614261ab11e4918ee432d inline
  parameter InstanceArn '{ssm:/landform/acme/identity-center/instance-arn}'
  parameter PermissionSetArn '{output:permission-sets-1/PermissionSetAdminArn}'
  parameter PrincipalId '{output:identity-center-groups-1/GroupPlatformAdminsId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-assignments() {
  title 'Access to the management account'
  needs identity-center-instance identity-center-groups-1 assignments-platform-admins-as-admin-1
  account management 111122223333
  region us-east-1
  stack acme-management-assignments stacks/41-management-assignments.yaml 5991edfc22c721f1572907f9990d0d7531912a253201bc9238a327f468cbe436 inline
  protect
  parameter InstanceArn '{ssm:/landform/acme/identity-center/instance-arn}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_iam-unit-workloads-production() {
  title 'IAM: roles and policies of Workloads/Production'
  needs artifacts trusted-access-stack-sets accounts-1 iam-root
  account management 111122223333
  region us-east-1
  stack acme-iam-unit-workloads-production stacks/42-iam-unit-workloads-production.yaml f8b4334ca6d008b476fb1ee6dca7d992310787bbfd866390051483f61f5db890 inline
  parameter Earlier '{output:iam-root/StackSetArn}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-iam-unit-workloads-production stack-sets/iam-unit-workloads-production.yaml 3470254ee30fbe0bdd40547204baf020af7d02a4bb2f66c79eeb7244b26cab7a
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions us-east-1
}

step_management-iam-us-east-1() {
  title 'IAM: groups, users, roles and policies, in the management account, us-east-1'
  account management 111122223333
  region us-east-1
  stack acme-management-iam stacks/42-management-iam-us-east-1.yaml 575646d26b7732e87eec8a266312ec79d2a1ec9b91f3560227bda5e00ccfa463 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_iam-users-enrolled() {
  title 'A password and an MFA device for each IAM user'
  needs management-iam-us-east-1
  who 'an administrator, together with the person whom the user is for'
  instruction '`break-glass-1` in the management account: IAM, Users, the user, Security credentials, **Enable console access**, with a password of its own.'
  instruction '`break-glass-2` in the management account: IAM, Users, the user, Security credentials, **Enable console access**, with a password of its own.'
  instruction 'Sign in as each user, and register an MFA device: Security credentials, **Assign MFA device**. Sign out and in again; without MFA nothing else is allowed.'
  instruction 'For users whose names begin with `break-glass`: register two hardware security keys. Seal the password in one envelope and each key in another, in different places, each with a list of who may open it. Sign in with them twice a year, so that they work on the day, and see that the alarm comes.'
  instruction 'Create no access keys for these users.'
  evidence 'the credential report of the account (IAM, Credential report, Download): mfa_active is true for each user, and no access key is active'
}

step_management-break-glass-alarms-ap-southeast-2() {
  title 'Alarms on the use of break-glass users, in the management account, ap-southeast-2'
  needs topics organization-trail
  account management 111122223333
  region ap-southeast-2
  stack acme-management-break-glass-alarms stacks/43-management-break-glass-alarms-ap-southeast-2.yaml ca4587ad3bfe39aab7d13e52d8739913e232a92936f8b699885ec476f457f884 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-break-glass-alarms-eu-north-1() {
  title 'Alarms on the use of break-glass users, in the management account, eu-north-1'
  needs topics organization-trail
  account management 111122223333
  region eu-north-1
  stack acme-management-break-glass-alarms stacks/43-management-break-glass-alarms-eu-north-1.yaml ca4587ad3bfe39aab7d13e52d8739913e232a92936f8b699885ec476f457f884 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-break-glass-alarms-eu-west-1() {
  title 'Alarms on the use of break-glass users, in the management account, eu-west-1'
  needs topics organization-trail
  account management 111122223333
  region eu-west-1
  stack acme-management-break-glass-alarms stacks/43-management-break-glass-alarms-eu-west-1.yaml ca4587ad3bfe39aab7d13e52d8739913e232a92936f8b699885ec476f457f884 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-break-glass-alarms-us-east-1() {
  title 'Alarms on the use of break-glass users, in the management account, us-east-1'
  needs topics organization-trail
  account management 111122223333
  region us-east-1
  stack acme-management-break-glass-alarms stacks/43-management-break-glass-alarms-us-east-1.yaml 860fad5c2dc18aa732954e0173fa08c3a1d5f437251af4c681db002f6b880929 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-break-glass-alarms-us-east-2() {
  title 'Alarms on the use of break-glass users, in the management account, us-east-2'
  needs topics organization-trail
  account management 111122223333
  region us-east-2
  stack acme-management-break-glass-alarms stacks/43-management-break-glass-alarms-us-east-2.yaml ca4587ad3bfe39aab7d13e52d8739913e232a92936f8b699885ec476f457f884 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_access-analyzer-administrator() {
  title 'Delegated administration of Access Analyzer'
  needs organization accounts-1
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal access-analyzer.amazonaws.com
  call aws iam create-service-linked-role --aws-service-name access-analyzer.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal access-analyzer.amazonaws.com --account-id '{ssm:/landform/acme/accounts/Audit/id}'
  tolerates InvalidInput AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal access-analyzer.amazonaws.com
}

step_access-analyzer() {
  title 'Access analyzers'
  needs access-analyzer-administrator accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-access-analyzer stacks/44-access-analyzer.yaml bfe8a78ae0a9e903bc77ab27ee319b0c5b0c08e07e87ae1213cbf17279cc1205 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_access-analyzer-eu-west-1() {
  title 'Access analyzers, eu-west-1'
  needs access-analyzer-administrator accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region eu-west-1
  stack acme-access-analyzer stacks/44-access-analyzer-eu-west-1.yaml 26e1cfde58b0059ce3c67c7213ef892da39a67c10b763b1b66671b928037ead9 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_root-access-administrator() {
  title 'Delegated administration of root access'
  needs root-access accounts-1
  account management 111122223333
  region us-east-1
  call aws organizations register-delegated-administrator --service-principal iam.amazonaws.com --account-id '{ssm:/landform/acme/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal iam.amazonaws.com
}

step_config-delegation() {
  title 'AWS Config: the audit account administers it'
  needs organization accounts-1
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal config.amazonaws.com
  call aws organizations enable-aws-service-access --service-principal config-multiaccountsetup.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal config.amazonaws.com --account-id '{ssm:/landform/acme/accounts/Audit/id}'
  call aws organizations register-delegated-administrator --service-principal config-multiaccountsetup.amazonaws.com --account-id '{ssm:/landform/acme/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-services-for-account --account-id '{ssm:/landform/acme/accounts/Audit/id}'
}

step_config-aggregator() {
  title 'AWS Config: the organization'\''s aggregator'
  needs config-delegation accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-config-aggregator stacks/46-config-aggregator.yaml 7299932a293409357b44178f7e68868d73b42e680e4c1587fdbb9da708d80285 inline
  capabilities CAPABILITY_IAM
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_config-recorder() {
  title 'AWS Config: recorder, delivery and rules'
  needs log-archive artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-config-recorder stacks/46-config-recorder.yaml 111cbd92c57b9d1cf23eb703932a7a042c547e1f8842d841757b08ffd2c2bd63 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-config-recorder stack-sets/config-recorder.yaml 46f61078c027bcce50376b83fe25645b0eb8977e26c85129ba738d1cc5e964f3
  set_capabilities CAPABILITY_IAM
  set_regions eu-west-1 us-east-1
  set_parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_management-config-recorder-eu-west-1() {
  title 'AWS Config: recorder, delivery and rules, in the management account, eu-west-1'
  needs log-archive
  account management 111122223333
  region eu-west-1
  stack acme-management-config-recorder stacks/46-management-config-recorder-eu-west-1.yaml 46f61078c027bcce50376b83fe25645b0eb8977e26c85129ba738d1cc5e964f3 inline
  capabilities CAPABILITY_IAM
  parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-config-recorder-us-east-1() {
  title 'AWS Config: recorder, delivery and rules, in the management account, us-east-1'
  needs log-archive
  account management 111122223333
  region us-east-1
  stack acme-management-config-recorder stacks/46-management-config-recorder-us-east-1.yaml ede36f20f601b5b1655416c5354f2069c52052c3fbd4ac3c99548cd66469b341 inline
  capabilities CAPABILITY_IAM
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_conformance-packs() {
  title 'Conformance packs'
  needs config-delegation config-recorder management-config-recorder-eu-west-1 management-config-recorder-us-east-1 accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-conformance-packs stacks/47-conformance-packs.yaml 5f6385ea58c0127dcd7a6198ea7fdca03064387e336ffe11bbb5b1b633e692b6 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_conformance-packs-eu-west-1() {
  title 'Conformance packs, eu-west-1'
  needs config-delegation config-recorder management-config-recorder-eu-west-1 management-config-recorder-us-east-1 accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region eu-west-1
  stack acme-conformance-packs stacks/47-conformance-packs-eu-west-1.yaml 5f6385ea58c0127dcd7a6198ea7fdca03064387e336ffe11bbb5b1b633e692b6 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_findings-archive() {
  title 'Log archive: exported findings'
  needs log-archive accounts-1
  account log-archive '{ssm:/landform/acme/accounts/LogArchive/id}'
  region us-east-1
  stack acme-findings-archive stacks/48-findings-archive.yaml c5b21a7747298d5457a8387aba6c4bf12aeeefd7dfc46f4c5df89e13d82bf43f inline
  protect
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_guardduty() {
  title 'GuardDuty: the administrator'\''s detector'
  needs findings-archive accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-guardduty stacks/48-guardduty.yaml 7ab0440df969db05f4acea9f7f9372831bd171bee95f2b1ac393fe9aa98580ed inline
  protect
  parameter FindingsKeyArn '{output:findings-archive/FindingsKeyArn}'
  parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_guardduty-eu-west-1() {
  title 'GuardDuty: the administrator'\''s detector, eu-west-1'
  needs findings-archive accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region eu-west-1
  stack acme-guardduty stacks/48-guardduty-eu-west-1.yaml 7ab0440df969db05f4acea9f7f9372831bd171bee95f2b1ac393fe9aa98580ed inline
  protect
  parameter FindingsKeyArn '{output:findings-archive/FindingsKeyArn}'
  parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-guardduty() {
  title 'GuardDuty: the management account'\''s detector'
  needs organization
  account management 111122223333
  region us-east-1
  stack acme-management-guardduty stacks/48-management-guardduty.yaml b3f6e5e2d9454963ef7047c8f56de0c8720da7adaefa66042a3262a6ce062582 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-guardduty-eu-west-1() {
  title 'GuardDuty: the management account'\''s detector, eu-west-1'
  needs organization
  account management 111122223333
  region eu-west-1
  stack acme-management-guardduty stacks/48-management-guardduty-eu-west-1.yaml b3f6e5e2d9454963ef7047c8f56de0c8720da7adaefa66042a3262a6ce062582 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_guardduty-delegation() {
  title 'GuardDuty: the audit account administers it'
  needs guardduty-eu-west-1 management-guardduty-eu-west-1 guardduty management-guardduty
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com
  call aws organizations enable-aws-service-access --service-principal malware-protection.guardduty.amazonaws.com
  call aws guardduty enable-organization-admin-account --admin-account-id '{ssm:/landform/acme/accounts/Audit/id}' --region eu-west-1
  call aws guardduty enable-organization-admin-account --admin-account-id '{ssm:/landform/acme/accounts/Audit/id}' --region us-east-1
  tolerates BadRequestException
  check aws guardduty list-organization-admin-accounts --region us-east-1
}

step_guardduty-organization() {
  title 'GuardDuty: on in every account, with its protections'
  needs guardduty-delegation accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  call aws guardduty update-organization-configuration --detector-id '{output:guardduty-eu-west-1/DetectorId}' --auto-enable-organization-members ALL --features '[{"Name": "EKS_AUDIT_LOGS", "AutoEnable": "ALL"}, {"Name": "LAMBDA_NETWORK_LOGS", "AutoEnable": "ALL"}, {"Name": "EBS_MALWARE_PROTECTION", "AutoEnable": "ALL"}, {"Name": "RDS_LOGIN_EVENTS", "AutoEnable": "ALL"}, {"Name": "RUNTIME_MONITORING", "AutoEnable": "ALL", "AdditionalConfiguration": [{"Name": "EC2_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "ECS_FARGATE_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "EKS_ADDON_MANAGEMENT", "AutoEnable": "ALL"}]}, {"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}]' --region eu-west-1
  call aws guardduty update-organization-configuration --detector-id '{output:guardduty/DetectorId}' --auto-enable-organization-members ALL --features '[{"Name": "EKS_AUDIT_LOGS", "AutoEnable": "ALL"}, {"Name": "LAMBDA_NETWORK_LOGS", "AutoEnable": "ALL"}, {"Name": "EBS_MALWARE_PROTECTION", "AutoEnable": "ALL"}, {"Name": "RDS_LOGIN_EVENTS", "AutoEnable": "ALL"}, {"Name": "RUNTIME_MONITORING", "AutoEnable": "ALL", "AdditionalConfiguration": [{"Name": "EC2_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "ECS_FARGATE_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "EKS_ADDON_MANAGEMENT", "AutoEnable": "ALL"}]}, {"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}]' --region us-east-1
  check aws guardduty describe-organization-configuration --detector-id '{output:guardduty/DetectorId}'
}

step_security-hub-management() {
  title 'Security Hub: on in the management account'
  needs organization
  account management 111122223333
  region us-east-1
  call aws securityhub enable-security-hub --no-enable-default-standards --region eu-west-1
  call aws securityhub enable-security-hub --no-enable-default-standards --region us-east-1
  tolerates ResourceConflictException
  check aws securityhub describe-hub --region us-east-1
}

step_security-hub-admin() {
  title 'Security Hub: the audit account administers it'
  needs accounts-1 security-hub-management
  account management 111122223333
  region us-east-1
  stack acme-security-hub-admin stacks/49-security-hub-admin.yaml 390a5272c43a04a9a09b987bca99d04929ae3429ef320c92adb7a759184c7c2e inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_security-hub-audit() {
  title 'Security Hub: on in the administrator'\''s account'
  needs security-hub-admin
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  call aws securityhub enable-security-hub --no-enable-default-standards --region us-east-1
  tolerates ResourceConflictException
  check aws securityhub describe-hub --region us-east-1
}

step_security-hub() {
  title 'Security Hub: standards for the organization'
  needs security-hub-audit config-recorder accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-security-hub stacks/49-security-hub.yaml 1d24ed318cb02301dab566db530f19f4f368f18e9c7ded0375a761bfdc7bff2f inline
  parameter RootId '{ssm:/landform/acme/organization/root-id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_trail-alarms() {
  title 'Alarms on the organization trail'
  needs organization-trail topics
  account management 111122223333
  region us-east-1
  stack acme-trail-alarms stacks/54-trail-alarms.yaml 5f3bbabd836f892ad927482d0991606aea1e8e8e1319f91f864f61d99169d052 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_finding-routes() {
  title 'Routes of findings'
  needs topics accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-finding-routes stacks/55-finding-routes.yaml 2f783af329a99da3df7b314321adccd2f827a19374883b7a4ce85ecde1f279f2 inline
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_finding-routes-eu-west-1() {
  title 'Routes of findings, eu-west-1'
  needs topics-eu-west-1 accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region eu-west-1
  stack acme-finding-routes stacks/55-finding-routes-eu-west-1.yaml dc6868c7bb74c63726605fdfc8f1a6c1e48084e18d3ef547f09256b8b2c6533f inline
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_event-forwarding() {
  title 'Events forwarded to the audit account'
  needs finding-routes-eu-west-1 finding-routes artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-event-forwarding stacks/55-event-forwarding.yaml 784e6cc3ddc0b4c595042e29e7b3a82bec3659044860a438be94cf6d64e6442e inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-event-forwarding stack-sets/event-forwarding.yaml 989d35424d11030b6f8378f7af503b90eb85f2e496e791e418f7066b9bc5ff13
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1 us-east-1
  set_parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_management-event-forwarding-eu-west-1() {
  title 'Events forwarded to the audit account, in the management account, eu-west-1'
  needs finding-routes-eu-west-1 finding-routes
  account management 111122223333
  region eu-west-1
  stack acme-management-event-forwarding stacks/55-management-event-forwarding-eu-west-1.yaml 989d35424d11030b6f8378f7af503b90eb85f2e496e791e418f7066b9bc5ff13 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-event-forwarding-us-east-1() {
  title 'Events forwarded to the audit account, in the management account, us-east-1'
  needs finding-routes-eu-west-1 finding-routes
  account management 111122223333
  region us-east-1
  stack acme-management-event-forwarding stacks/55-management-event-forwarding-us-east-1.yaml 9081c2bec4bef91e63bea3a42948ad293a59f364427cc3eace675f32d6b188f3 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_central-logs() {
  title 'Central log groups'
  needs accounts-1
  account log-archive '{ssm:/landform/acme/accounts/LogArchive/id}'
  region us-east-1
  stack acme-central-logs stacks/56-central-logs.yaml 4ac9c7c61eccf4b89d4d349c6f982990901d6bb8a23f758f910a51259ef840b9 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_log-queries() {
  title 'Queries over the archived trail'
  needs log-archive accounts-1
  account log-archive '{ssm:/landform/acme/accounts/LogArchive/id}'
  region us-east-1
  stack acme-log-queries stacks/56-log-queries.yaml 88acbab39a7dfe2036d7eebd3c3caac59b8b5778d83c727dd4d319ca5c2a8db3 inline
  protect
  capabilities CAPABILITY_IAM
  parameter FlowAccountId '{ssm:/landform/acme/accounts/DataProd/id}'
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_trail-queries() {
  title 'Saved queries over the trail'
  needs organization-trail
  account management 111122223333
  region us-east-1
  stack acme-trail-queries stacks/56-trail-queries.yaml 3704bdd60ad2e850df3cc9c9761227868a60029822782c07fb1831b065cacb7e inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_trusted-access-observability() {
  title 'Trusted access for CloudWatch'
  needs organization
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal observabilityadmin.amazonaws.com
  call aws iam create-service-linked-role --aws-service-name observabilityadmin.amazonaws.com
  tolerates InvalidInput
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''observabilityadmin.amazonaws.com'\'']'
}

step_central-logs-role() {
  title 'Role with which CloudWatch copies logs'
  needs accounts-1 trusted-access-observability
  account log-archive '{ssm:/landform/acme/accounts/LogArchive/id}'
  region us-east-1
  call aws iam create-service-linked-role --aws-service-name logs-centralization.observabilityadmin.amazonaws.com
  tolerates InvalidInput
  check aws iam list-roles --path-prefix /aws-service-role/logs-centralization.observabilityadmin.amazonaws.com/
}

step_log-centralization() {
  title 'Centralization of logs'
  needs central-logs central-logs-role trusted-access-observability
  account management 111122223333
  region us-east-1
  stack acme-log-centralization stacks/56-log-centralization.yaml 907a81977f0774702eb739c46becaaab04808cd6f96b9e653dd53df40b57f5e4 inline
  parameter CentralLogsKeyArn '{output:central-logs/CentralLogsKeyArn}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_incident-notices() {
  title 'Notices of incidents'
  needs topics finding-routes accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-incident-notices stacks/58-incident-notices.yaml cea36dcfcbff5f33a7cb6011f3ca4ea55f6cdfd004475fc36a4edc7020f2a811 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_incident-notices-eu-west-1() {
  title 'Notices of incidents, eu-west-1'
  needs topics-eu-west-1 finding-routes-eu-west-1 accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region eu-west-1
  stack acme-incident-notices stacks/58-incident-notices-eu-west-1.yaml cea36dcfcbff5f33a7cb6011f3ca4ea55f6cdfd004475fc36a4edc7020f2a811 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_incident-responses() {
  title 'Runbooks and responses to incidents'
  needs topics-eu-west-1 topics artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-incident-responses stacks/58-incident-responses.yaml 1046321ff14673baf15aed2f8b46e91e51ebd0b63f615b616e21f1eb169206b2 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-incident-responses stack-sets/incident-responses.yaml 59584491fc61b4ec5961d9fd1cbf0655899e5624769fea3f16592936a34198fd
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1 us-east-1
  set_parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_management-incident-responses-eu-west-1() {
  title 'Runbooks and responses to incidents, in the management account, eu-west-1'
  needs topics-eu-west-1 topics
  account management 111122223333
  region eu-west-1
  stack acme-management-incident-responses stacks/58-management-incident-responses-eu-west-1.yaml 59584491fc61b4ec5961d9fd1cbf0655899e5624769fea3f16592936a34198fd upload
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_management-incident-responses-us-east-1() {
  title 'Runbooks and responses to incidents, in the management account, us-east-1'
  needs topics-eu-west-1 topics
  account management 111122223333
  region us-east-1
  stack acme-management-incident-responses stacks/58-management-incident-responses-us-east-1.yaml 85626a49b4d70baea7054b6ff927e298add1ee33f7118d6bae3eab56d4753b7a upload
  capabilities CAPABILITY_NAMED_IAM
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_trusted-access-ram() {
  title 'Trusted access for RAM'
  needs organization
  account management 111122223333
  region us-east-1
  call aws ram enable-sharing-with-aws-organization
  check aws organizations list-aws-service-access-for-organization
}

step_transit() {
  title 'Transit gateway'
  needs trusted-access-ram accounts-1
  account network '{ssm:/landform/acme/accounts/Network/id}'
  region us-east-1
  stack acme-transit stacks/59-transit.yaml ff07e4f5a9519fa7f86e28392b6e5a0faf9e5fb6603d9bbc3f92052748bd9f11 inline
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_transit-eu-west-1() {
  title 'Transit gateway, eu-west-1'
  needs trusted-access-ram accounts-1
  account network '{ssm:/landform/acme/accounts/Network/id}'
  region eu-west-1
  stack acme-transit stacks/59-transit-eu-west-1.yaml ed914d9116ed2974e49260e88434cadcd2fe7cbca61379069f57d05df6dbe495 inline
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_vpc-shop-dev() {
  title 'VPC shop-dev'
  ring test
  needs accounts-1 log-archive transit
  account shop-dev '{ssm:/landform/acme/accounts/ShopDev/id}'
  region us-east-1
  stack acme-vpc-shop-dev stacks/60-vpc-shop-dev.yaml 403d1aad81fbb873be7dc804abc3790d9c71903d205f3ba6e7f3594aa4de21d2 inline
  protect
  parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  parameter TransitGatewayId '{output:transit/TransitGatewayId}'
  tag Department retail
  tag Environment development
  tag Project shop
  tag landform acme
}

step_default-groups-shop-dev-us-east-1() {
  title 'Empty default security groups of shop-dev in us-east-1'
  ring test
  needs vpc-shop-dev
  account shop-dev '{ssm:/landform/acme/accounts/ShopDev/id}'
  region us-east-1
  call aws ec2 revoke-security-group-ingress --region us-east-1 --group-id '{output:vpc-shop-dev/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "{output:vpc-shop-dev/DefaultSecurityGroupId}"}]}]'
  call aws ec2 revoke-security-group-egress --region us-east-1 --group-id '{output:vpc-shop-dev/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]'
  tolerates InvalidPermission.NotFound
  check aws ec2 describe-security-groups --region us-east-1 --group-ids '{output:vpc-shop-dev/DefaultSecurityGroupId}'
}

step_vpc-shop-test() {
  title 'VPC shop-test'
  ring test
  needs accounts-1 log-archive transit
  account shop-test '{ssm:/landform/acme/accounts/ShopTest/id}'
  region us-east-1
  stack acme-vpc-shop-test stacks/60-vpc-shop-test.yaml b0826b487c7a0a9365947a33a2a2a64b9ba15382b394be2e426f222fb8fc0d69 inline
  protect
  parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  parameter TransitGatewayId '{output:transit/TransitGatewayId}'
  tag Department retail
  tag Environment testing
  tag Project shop
  tag landform acme
}

step_default-groups-shop-test-us-east-1() {
  title 'Empty default security groups of shop-test in us-east-1'
  ring test
  needs vpc-shop-test
  account shop-test '{ssm:/landform/acme/accounts/ShopTest/id}'
  region us-east-1
  call aws ec2 revoke-security-group-ingress --region us-east-1 --group-id '{output:vpc-shop-test/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "{output:vpc-shop-test/DefaultSecurityGroupId}"}]}]'
  call aws ec2 revoke-security-group-egress --region us-east-1 --group-id '{output:vpc-shop-test/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]'
  tolerates InvalidPermission.NotFound
  check aws ec2 describe-security-groups --region us-east-1 --group-ids '{output:vpc-shop-test/DefaultSecurityGroupId}'
}

step_vpc-data-prod() {
  title 'VPC data-prod'
  ring production
  needs accounts-1 log-archive transit
  account data-prod '{ssm:/landform/acme/accounts/DataProd/id}'
  region us-east-1
  stack acme-vpc-data-prod stacks/60-vpc-data-prod.yaml b2191840469508bdddbda84f52cdd297338bf9f02c4040b0dd816147366aa8a5 inline
  protect
  parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  parameter TransitGatewayId '{output:transit/TransitGatewayId}'
  tag Department analytics
  tag Environment production
  tag Project lake
  tag landform acme
}

step_default-groups-data-prod-us-east-1() {
  title 'Empty default security groups of data-prod in us-east-1'
  ring production
  needs vpc-data-prod
  account data-prod '{ssm:/landform/acme/accounts/DataProd/id}'
  region us-east-1
  call aws ec2 revoke-security-group-ingress --region us-east-1 --group-id '{output:vpc-data-prod/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "{output:vpc-data-prod/DefaultSecurityGroupId}"}]}]'
  call aws ec2 revoke-security-group-egress --region us-east-1 --group-id '{output:vpc-data-prod/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]'
  tolerates InvalidPermission.NotFound
  check aws ec2 describe-security-groups --region us-east-1 --group-ids '{output:vpc-data-prod/DefaultSecurityGroupId}'
}

step_vpc-shop-prod() {
  title 'VPC shop-prod'
  ring production
  needs accounts-1 log-archive transit
  account shop-prod '{ssm:/landform/acme/accounts/ShopProd/id}'
  region us-east-1
  stack acme-vpc-shop-prod stacks/60-vpc-shop-prod.yaml aa5c153dbd6b873314af497c573919eca7270fcb13b235bab7e8ce106979ba00 inline
  protect
  parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  parameter TransitGatewayId '{output:transit/TransitGatewayId}'
  tag Department retail
  tag Environment production
  tag Project shop
  tag landform acme
}

step_default-groups-shop-prod-us-east-1() {
  title 'Empty default security groups of shop-prod in us-east-1'
  ring production
  needs vpc-shop-prod
  account shop-prod '{ssm:/landform/acme/accounts/ShopProd/id}'
  region us-east-1
  call aws ec2 revoke-security-group-ingress --region us-east-1 --group-id '{output:vpc-shop-prod/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "{output:vpc-shop-prod/DefaultSecurityGroupId}"}]}]'
  call aws ec2 revoke-security-group-egress --region us-east-1 --group-id '{output:vpc-shop-prod/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]'
  tolerates InvalidPermission.NotFound
  check aws ec2 describe-security-groups --region us-east-1 --group-ids '{output:vpc-shop-prod/DefaultSecurityGroupId}'
}

step_vpc-shop-prod-dr() {
  title 'VPC shop-prod-dr'
  ring production
  needs accounts-1 log-archive transit-eu-west-1
  account shop-prod '{ssm:/landform/acme/accounts/ShopProd/id}'
  region eu-west-1
  stack acme-vpc-shop-prod-dr stacks/60-vpc-shop-prod-dr.yaml b7947bb8d39bb89a6a7a3ed1cd9901fcc3603f8f099cd223b36c8f3635dafd6d inline
  protect
  parameter LogArchiveAccountId '{ssm:/landform/acme/accounts/LogArchive/id}'
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  parameter TransitGatewayId '{output:transit-eu-west-1/TransitGatewayId}'
  tag Department retail
  tag Environment production
  tag Project shop
  tag landform acme
}

step_default-groups-shop-prod-eu-west-1() {
  title 'Empty default security groups of shop-prod in eu-west-1'
  ring production
  needs vpc-shop-prod-dr
  account shop-prod '{ssm:/landform/acme/accounts/ShopProd/id}'
  region eu-west-1
  call aws ec2 revoke-security-group-ingress --region eu-west-1 --group-id '{output:vpc-shop-prod-dr/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "{output:vpc-shop-prod-dr/DefaultSecurityGroupId}"}]}]'
  call aws ec2 revoke-security-group-egress --region eu-west-1 --group-id '{output:vpc-shop-prod-dr/DefaultSecurityGroupId}' --ip-permissions '[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]'
  tolerates InvalidPermission.NotFound
  check aws ec2 describe-security-groups --region eu-west-1 --group-ids '{output:vpc-shop-prod-dr/DefaultSecurityGroupId}'
}

step_transit-vpc-data-prod() {
  title 'Transit routes of VPC data-prod'
  needs transit vpc-data-prod accounts-1
  account network '{ssm:/landform/acme/accounts/Network/id}'
  region us-east-1
  stack acme-transit-vpc-data-prod stacks/61-transit-vpc-data-prod.yaml 14307f456d544a3862e94dbee044cccf84c00f4bc13db1dec047924d1d310f2b inline
  parameter AttachmentId '{output:vpc-data-prod/TransitAttachmentId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_transit-vpc-shop-dev() {
  title 'Transit routes of VPC shop-dev'
  needs transit vpc-shop-dev accounts-1
  account network '{ssm:/landform/acme/accounts/Network/id}'
  region us-east-1
  stack acme-transit-vpc-shop-dev stacks/61-transit-vpc-shop-dev.yaml bcad2bf24f6dead0db90ff59f400888fc711ed6b17429cf4b2942218d34d3f33 inline
  parameter AttachmentId '{output:vpc-shop-dev/TransitAttachmentId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_transit-vpc-shop-prod() {
  title 'Transit routes of VPC shop-prod'
  needs transit vpc-shop-prod accounts-1
  account network '{ssm:/landform/acme/accounts/Network/id}'
  region us-east-1
  stack acme-transit-vpc-shop-prod stacks/61-transit-vpc-shop-prod.yaml 14307f456d544a3862e94dbee044cccf84c00f4bc13db1dec047924d1d310f2b inline
  parameter AttachmentId '{output:vpc-shop-prod/TransitAttachmentId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_transit-vpc-shop-prod-dr-eu-west-1() {
  title 'Transit routes of VPC shop-prod-dr, eu-west-1'
  needs transit-eu-west-1 vpc-shop-prod-dr accounts-1
  account network '{ssm:/landform/acme/accounts/Network/id}'
  region eu-west-1
  stack acme-transit-vpc-shop-prod-dr stacks/61-transit-vpc-shop-prod-dr-eu-west-1.yaml 14307f456d544a3862e94dbee044cccf84c00f4bc13db1dec047924d1d310f2b inline
  parameter AttachmentId '{output:vpc-shop-prod-dr/TransitAttachmentId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_transit-vpc-shop-test() {
  title 'Transit routes of VPC shop-test'
  needs transit vpc-shop-test accounts-1
  account network '{ssm:/landform/acme/accounts/Network/id}'
  region us-east-1
  stack acme-transit-vpc-shop-test stacks/61-transit-vpc-shop-test.yaml 7e03919e39e5ff15bb5b0126ba6d2ae495d4df4b50f16632cb2fa7307ebb4fbd inline
  parameter AttachmentId '{output:vpc-shop-test/TransitAttachmentId}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_alarms() {
  title 'Alarms on metrics of workloads'
  needs topics-eu-west-1 topics artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-alarms stacks/64-alarms.yaml 028b3ecf123e2d068995af7918b02b090dbf5757601abc635df2ee8801e25b62 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-alarms stack-sets/alarms.yaml 61551b291bd2eb2ae2a2158c0080e4e9ccea6b9d4ca9d0e601bb2e8b22644acc
  set_regions eu-west-1 us-east-1
  set_parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_dashboards-workloads-production() {
  title 'Dashboards of workloads'
  needs artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-dashboards-workloads-production stacks/64-dashboards-workloads-production.yaml 7cc5a7b8ada3e6fc3ae87ec065c902b403e716ddfc4ec691b7a0cee5c9807f56 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-dashboards-workloads-production stack-sets/dashboards-workloads-production.yaml 51f83eb50445aa7562efa66f4552dfb4c91da786dea039745c8077707221dbdc
  set_regions us-east-1
}

step_metric-sink() {
  title 'Where accounts share their metrics'
  needs topics accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-metric-sink stacks/64-metric-sink.yaml f10393ba3c0f4d2ef81275b85eefb957a9fb83644bbbd5d0af5167a15b971e09 inline
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_metric-sink-arn-us-east-1() {
  title 'ARN of the sink in us-east-1'
  needs metric-sink
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  call aws oam list-sinks --region us-east-1
  capture /landform/acme/metric-sinks/us-east-1 aws oam list-sinks --region us-east-1 --query 'Items[?Name=='\''acme-organization'\''].Arn | [0]' --output text
}

step_management-metric-links() {
  title 'Metrics of the management account shared with the audit account'
  needs metric-sink-arn-us-east-1
  account management 111122223333
  region us-east-1
  stack acme-management-metric-links stacks/64-management-metric-links.yaml 5b0bb6d247b09fb6c3be0c046e49f0ee774d680901f4238bec5c72292507f273 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_metric-links-us-east-1() {
  title 'Metrics shared with the audit account, us-east-1'
  needs metric-sink-arn-us-east-1 artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-metric-links-us-east-1 stacks/64-metric-links-us-east-1.yaml 9117878c0e3fbe74a8a0fd475cb1076d5e1fe3ff5da9537b4bbb56c578dbcb2c inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-metric-links-us-east-1 stack-sets/metric-links-us-east-1.yaml 28f472b01173fd464be52ddcdf0c6d180db7d27f5071a453a1db11aa54269630
  set_regions us-east-1
  set_parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  set_parameter SinkArn '{ssm:/landform/acme/metric-sinks/us-east-1}'
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_metric-sink-eu-west-1() {
  title 'Where accounts share their metrics, eu-west-1'
  needs topics-eu-west-1 accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region eu-west-1
  stack acme-metric-sink stacks/64-metric-sink-eu-west-1.yaml f10393ba3c0f4d2ef81275b85eefb957a9fb83644bbbd5d0af5167a15b971e09 inline
  parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_metric-sink-arn-eu-west-1() {
  title 'ARN of the sink in eu-west-1'
  needs metric-sink-eu-west-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region eu-west-1
  call aws oam list-sinks --region eu-west-1
  capture /landform/acme/metric-sinks/eu-west-1 aws oam list-sinks --region eu-west-1 --query 'Items[?Name=='\''acme-organization'\''].Arn | [0]' --output text
}

step_management-metric-links-eu-west-1() {
  title 'Metrics of the management account shared with the audit account, eu-west-1'
  needs metric-sink-arn-eu-west-1
  account management 111122223333
  region eu-west-1
  stack acme-management-metric-links stacks/64-management-metric-links-eu-west-1.yaml 28f472b01173fd464be52ddcdf0c6d180db7d27f5071a453a1db11aa54269630 inline
  parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  parameter SinkArn '{ssm:/landform/acme/metric-sinks/eu-west-1}'
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_metric-links-eu-west-1() {
  title 'Metrics shared with the audit account, eu-west-1'
  needs metric-sink-arn-eu-west-1 artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-metric-links-eu-west-1 stacks/64-metric-links-eu-west-1.yaml 0054668236556972d41a00c54605ed00ad7dae9a44f33185a12b36d604bdcdb6 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-metric-links-eu-west-1 stack-sets/metric-links-eu-west-1.yaml 28f472b01173fd464be52ddcdf0c6d180db7d27f5071a453a1db11aa54269630
  set_regions eu-west-1
  set_parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  set_parameter SinkArn '{ssm:/landform/acme/metric-sinks/eu-west-1}'
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_organization-dashboard() {
  title 'Dashboard of the organization'
  needs accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-organization-dashboard stacks/64-organization-dashboard.yaml 535263c780383db1abbe9c54927f13dd900803b2f65e2355765478bf98ecd65b inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_patching() {
  title 'Patch baselines, daily scan and maintenance window'
  needs artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-patching stacks/66-patching.yaml d84508f264b8358b68b2dc83c9cd22b47bed9ef683145da064ba4efef3bc377d inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-patching stack-sets/patching.yaml 4d3d21d0761404a1a4618c156a6fc527a9866a6ebd167c6459591829b1808a2c
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1 us-east-1
  set_ring test '{ssm:/landform/acme/units/Sandbox/id}' '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_systems-manager-administrator() {
  title 'Delegated administration of Systems Manager'
  needs organization accounts-1
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal ssm.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal ssm.amazonaws.com --account-id '{ssm:/landform/acme/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal ssm.amazonaws.com
}

step_patch-report-role() {
  title 'Role with which the patch report finds accounts'
  needs systems-manager-administrator
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  call aws iam create-service-linked-role --aws-service-name accountdiscovery.ssm.amazonaws.com
  tolerates InvalidInput
  check aws iam get-role --role-name AWSServiceRoleForAmazonSSM_AccountDiscovery
}

step_patch-report() {
  title 'Report of patch compliance'
  needs patch-report-role accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-patch-report stacks/66-patch-report.yaml debbc2e79f3c9c0a708fa99b75fa5d09e37d390f78da5becc2f087aafced87ea inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_trusted-access-backup() {
  title 'Trusted access for AWS Backup'
  needs organization
  account management 111122223333
  region us-east-1
  call aws organizations enable-aws-service-access --service-principal backup.amazonaws.com
  check aws backup describe-global-settings
}

step_backup-administrator() {
  title 'Administrator of AWS Backup'
  needs trusted-access-backup accounts-1
  account management 111122223333
  region us-east-1
  call aws organizations register-delegated-administrator --service-principal backup.amazonaws.com --account-id '{ssm:/landform/acme/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal backup.amazonaws.com
}

step_backup() {
  title 'Vaults, plans and service settings of backups'
  needs topics-eu-west-1 topics artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-backup stacks/69-backup.yaml 616f7d19dd317156207b8c1d6919fbea4e887b1d187369a71c98d11911acbf89 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-backup stack-sets/backup.yaml db6c540eb24c74db105bdc719b35127f1edbabd7df471e2ccc705959c0a2926a
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1 us-east-1
  set_parameter AuditAccountId '{ssm:/landform/acme/accounts/Audit/id}'
  set_parameter OrganizationId '{ssm:/landform/acme/organization/id}'
  set_ring test '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_backup-audit() {
  title 'Audit of backups'
  needs config-recorder management-config-recorder-eu-west-1 management-config-recorder-us-east-1 backup artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-backup-audit stacks/70-backup-audit.yaml 2ba2fecc269bf7ebe275e6c48b22560c96f1cf107dd7b938a9bee4b17f33bc55 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-backup-audit stack-sets/backup-audit.yaml f086c0ca2559d8d3e34e5a6bab338a192962edadf227ef81b1103142ae8b1c4f
  set_regions eu-west-1 us-east-1
  set_ring test '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_backup-reports() {
  title 'Reports of backups, copies and restores'
  needs backup-administrator accounts-1
  account audit '{ssm:/landform/acme/accounts/Audit/id}'
  region us-east-1
  stack acme-backup-reports stacks/70-backup-reports.yaml 8ce1e5903d167ad9731581c58db3caa9beac37f7b15704c9385e1f03a33aae63 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_backup-restore-tests() {
  title 'Restore tests'
  needs backup artifacts trusted-access-stack-sets accounts-1
  account management 111122223333
  region us-east-1
  stack acme-backup-restore-tests stacks/70-backup-restore-tests.yaml 2351db3b53a8035a73d9178ebddcd3316041326b0a6eefab0ad883f92232e018 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-backup-restore-tests stack-sets/backup-restore-tests.yaml 3f0bb54bdcd0565c3bafcbd8e1abd45a6b3b5752b7f99ada06672de413f46bec
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1 us-east-1
  set_ring test '{ssm:/landform/acme/units/WorkloadsDevelopment/id}' '{ssm:/landform/acme/units/WorkloadsTesting/id}'
}

step_billing-preferences() {
  title 'Billing preferences and access to billing'
  needs organization
  who 'root user of the management account'
  instruction 'Sign in as the root user, open **Account**, find **IAM user and role access to Billing information**, choose **Edit**, tick **Activate IAM Access**, choose **Update**.'
  instruction 'Open **Billing and Cost Management > Billing preferences**. Under **Alert preferences** tick **Receive AWS Free Tier alerts** and **Receive CloudWatch billing alerts**, choose **Update**.'
  instruction 'Under **Invoice delivery preferences** have invoices sent to `aws-billing@acme.example`.'
  instruction 'Open **Billing and Cost Management > Payment preferences** and check the payment method with whoever pays. Card and bank data are typed in here by a person, and written down nowhere else.'
  instruction 'Open **Billing and Cost Management > Cost Explorer** once and launch it: cost data is prepared from then on, up to a day.'
  evidence 'screenshots of the account page and of the billing preferences, without payment data'
}

step_usage-report() {
  title 'Cost and usage report'
  needs billing-preferences
  account management 111122223333
  region us-east-1
  stack acme-usage-report stacks/72-usage-report.yaml 67f05c3b58e45c91461fff06ad4a558818ec0527c1dda2c36f4e587e7c27d2a7 inline
  protect
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_billing-alarm() {
  title 'Billing alarm'
  needs billing-preferences billing-topic
  account management 111122223333
  region us-east-1
  stack acme-billing-alarm stacks/74-billing-alarm.yaml 8669ab44443800d12d4dccaf7c5b8246245a6bd9edfd21f7d99b92384b5fd299 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_budget-organization() {
  title 'Budget organization'
  needs billing-preferences billing-topic
  account management 111122223333
  region us-east-1
  stack acme-budget-organization stacks/74-budget-organization.yaml 6a9181b3c183e09b97511d50cde68bd37579f7d0b042e8a9c0bfb94610a1720f inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_cost-anomalies() {
  title 'Cost anomaly detection'
  needs billing-preferences billing-topic
  account management 111122223333
  region us-east-1
  stack acme-cost-anomalies stacks/76-cost-anomalies.yaml c7718b05cb0ac950ec810c14f44df50a4daabba956576bb4d647ecbe3a9b8620 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_cost-categories() {
  title 'Cost categories'
  needs billing-preferences
  account management 111122223333
  region us-east-1
  stack acme-cost-categories stacks/78-cost-categories.yaml 1f18cf01c354fba7cf57c433718d0feeaad360d645f1622a4775e884a91f8c80 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_budget-sandbox() {
  title 'Budget sandbox'
  needs billing-preferences billing-topic cost-categories units-1
  account management 111122223333
  region us-east-1
  stack acme-budget-sandbox stacks/74-budget-sandbox.yaml 34227b8eb6a34223f2aad28f16e418970f04d800f2caba94d4efac358176d8f6 inline
  capabilities CAPABILITY_IAM
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
}

step_cost-allocation-tags() {
  title 'Cost allocation tags'
  needs organization-trail
  account management 111122223333
  region us-east-1
  call aws ce update-cost-allocation-tags-status --region us-east-1 --cost-allocation-tags-status '[{"TagKey": "Department", "Status": "Active"}, {"TagKey": "Environment", "Status": "Active"}, {"TagKey": "Project", "Status": "Active"}]'
  check aws ce list-cost-allocation-tags --region us-east-1 --status Active --type UserDefined
}

step_custom-app-bus() {
  title 'Customization app-bus'
  needs artifacts trusted-access-stack-sets organization-trail accounts-1
  account management 111122223333
  region us-east-1
  stack acme-custom-app-bus stacks/90-custom-app-bus.yaml c461440c2149c39f982e0245b01a84ee113a6cee35c84b33bbb16b8bdf6cd876 inline
  tag Department platform
  tag Environment shared
  tag Project foundation
  tag landform acme
  stack_set acme-custom-app-bus stack-sets/custom-app-bus.yaml 01eaae83e794bdb8379b501f4848071933dff096cd0fa8c39efda818ab87fceb
  set_regions us-east-1
}

# --- The program ------------------------------------------------------------------------------------------------------

set -euo pipefail

help() {
  cat <<END
usage: ./deploy.sh [OPTION...]        deploys $customer, step by step; what is done already is left alone

  --dry-run           show the change sets and commands, carry out none of them
  --step NAME         only this step; may be repeated
  --from NAME         this step and all after it
  --ring NAME         only this ring (${rings[*]:-there are none}): steps into its accounts; stack sets reach its units first
  --yes               do not ask, but before something is replaced or removed
  --accept-losses     with --yes: do not ask before that, either
  --profile NAME      the aws CLI's profile for the management account
  --account ID        the management account's id, where the blueprint does not say it
  --role NAME         the role to assume in member accounts, instead of $access_role

  --list              show the steps and deploy nothing
  --done STEP         record that a person has done a manual step
  --leftovers         list the stacks of landform's that the blueprint no longer has
  --prune STACK[@ACCOUNT/REGION]
                      delete one of those, or a stack whose creation failed

Run it with an administrator's credentials of the management account; nothing is kept on this machine, so anyone may
go on where another stopped. It needs bash 4.4, coreutils and the aws CLI, version 2.

exit codes: 0 done · 1 a step failed · 2 wrong usage · 3 refused: wrong account, credentials or files
            4 something waits: an answer was no, a manual step is not done, or AWS does a part only later
END
}

# --- Words to people.

step_name=deploy.sh

line_of_log() {
  local stamp
  TZ=UTC printf -v stamp '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  printf '%s %-24s %s\n' "$stamp" "$step_name" "$*"
}
log() { line_of_log "$@"; }
complain() { line_of_log "error: $*" >&2; }
stop() { # CODE WORDS...
  local code=$1
  shift
  complain "$@"
  exit "$code"
}

# Whether a person says yes. Where nobody answers, it is a no.
agreed() {
  local reply=''
  printf '%s [y/N] ' "$*" >&2
  if ! read -r reply; then
    printf '\n' >&2
    complain "nobody is there to answer; --yes goes on without asking"
    return 1
  fi
  case $reply in y | Y | yes | Yes | YES) return 0 ;; *) return 1 ;; esac
}

# --- The data: each step's function calls these.

load() { # STEP
  step_name=$1
  kind=manual step_title='' step_ring='' step_needs=()
  account_name='' account_source='' step_region=''
  stack_name='' template='' template_sha='' template_way='' protected_stack=no keeps_going=no
  import_template='' import_sha='' import_way='' import_resources=''
  capability_words=() parameter_names=() parameter_values=() tag_names=() tag_values=()
  set_name='' set_template='' set_sha='' set_capability_words=() set_region_words=()
  set_parameter_names=() set_parameter_values=()
  unset set_units
  declare -gA set_units=()
  call_words=() call_lengths=() tolerated=() check_words=() capture_names=() capture_words=() capture_lengths=()
  who_does='' instructions=() evidence_text=''
  "step_$1"
}
title() { step_title=$1; }
ring() { step_ring=$1; }
needs() { step_needs=("$@"); }
account() { account_name=$1 account_source=$2; }
region() { step_region=$1; }
stack() { kind=stack stack_name=$1 template=$2 template_sha=$3 template_way=$4; }
protect() { protected_stack=yes; }
keep_what_is_made() { keeps_going=yes; }
take_over() { import_template=$1 import_sha=$2 import_way=$3 import_resources=$4; }
capabilities() { capability_words=("$@"); }
parameter() { parameter_names+=("$1") parameter_values+=("$2"); }
tag() { tag_names+=("$1") tag_values+=("$2"); }
stack_set() { set_name=$1 set_template=$2 set_sha=$3; }
set_capabilities() { set_capability_words=("$@"); }
set_regions() { set_region_words=("$@"); }
set_parameter() { set_parameter_names+=("$1") set_parameter_values+=("$2"); }
set_ring() {
  local name=$1
  shift
  set_units[$name]="$*"
}
call() { kind=cli call_words+=("$@") call_lengths+=($#); }
tolerates() { tolerated=("$@"); }
capture() { # PARAMETER WORDS...
  kind=cli capture_names+=("$1")
  shift
  capture_words+=("$@") capture_lengths+=($#)
}
check() { check_words=("$@"); }
who() { who_does=$1; }
instruction() { instructions+=("$1"); }
evidence() { evidence_text=$1; }

# --- AWS.

work='' caller='' caller_arn='' answer='' fault=''
declare -A session_key=() session_secret=() session_token=() session_since=() stored=() outputs=()

pause() { sleep "${LANDFORM_PAUSE:-$1}"; }

# ask ACCOUNT REGION aws WORDS...: runs the CLI with the account's credentials. Sets `answer` to what it printed and, if
# it failed, `fault` to what it complained of.
ask() {
  local account=$1 region=$2 status=0
  shift 2
  if [ "$account" != "$caller" ]; then enter "$account" || return; fi
  answer=$(
    if [ "$account" != "$caller" ]; then
      unset AWS_PROFILE AWS_DEFAULT_PROFILE
      export AWS_ACCESS_KEY_ID=${session_key[$account]} AWS_SECRET_ACCESS_KEY=${session_secret[$account]}
      export AWS_SESSION_TOKEN=${session_token[$account]}
    fi
    export AWS_REGION=$region AWS_DEFAULT_REGION=$region
    "$@" </dev/null 2>"$work/fault"
  ) || status=$?
  read -r -d '' fault <"$work/fault" || true
  return "$status"
}

# AWS's code of the last fault: AccessDenied, 404, ParameterNotFound.
fault_code() {
  if [[ $fault =~ \(([[:alnum:]._]+)\)' when calling the ' ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}

# must WORDS... : `ask`, and a complaint if it fails.
must() {
  ask "$@" && return
  shift 2
  complain "$1 ${2-} ${3-}: ${fault:-failed and said nothing}"
  return 1
}

# Credentials for a member account, for 45 of the 60 minutes that they last. A new account lets nobody in for its first
# minutes.
enter() { # ACCOUNT
  local account=$1 try
  if [ -n "${session_key[$account]:-}" ] && [ $((SECONDS - session_since[$account])) -lt 2700 ]; then return; fi
  for try in 1 2 3 4 5 6 7 8; do
    if ask "$caller" "$home_region" aws sts assume-role --role-arn "arn:$partition:iam::$account:role/$access_role" \
      --role-session-name "landform-$slug" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' \
      --output text; then
      read -r "session_key[$account]" "session_secret[$account]" "session_token[$account]" <<<"$answer"
      session_since[$account]=$SECONDS
      return
    fi
    if [ "$(fault_code)" != AccessDenied ] || [ "$try" = 8 ]; then break; fi
    log "account $account does not let $access_role in yet; a new account needs some minutes"
    pause 15
  done
  return 1
}

# --- Values that AWS has: {ssm:NAME}, {output:STEP/OUTPUT}, {bucket}.

missing=''

# The ids of all accounts in one call, once a fifth was asked for: an organization may have hundreds.
account_ids_asked=0
store_account_ids() {
  local name id path=/landform/$slug/accounts
  account_ids_asked=$((account_ids_asked + 1))
  if [ "$account_ids_asked" -lt 5 ]; then return; fi
  account_ids_asked=0
  must "$caller" "$home_region" aws ssm get-parameters-by-path --path "$path" --recursive \
    --query 'Parameters[].[Name,Value]' --output text || return
  while read -r name id; do
    if [[ $name == "$path"/*/id ]]; then stored[$name]=$id; fi
  done <<<"$answer"
}

stored_value() { # NAME
  missing=''
  if [ -z "${stored[$1]:-}" ] && [[ $1 == "/landform/$slug/accounts/"*/id ]]; then store_account_ids || return; fi
  if [ -z "${stored[$1]:-}" ]; then
    if ! ask "$caller" "$home_region" aws ssm get-parameter --name "$1" --query Parameter.Value --output text; then
      if [ "$(fault_code)" = ParameterNotFound ]; then
        missing="parameter $1"
      else
        complain "aws ssm get-parameter $1: $fault"
      fi
      return 1
    fi
    stored[$1]=$answer
  fi
  value=${stored[$1]}
}

output_value() { # STEP/OUTPUT
  local of=${1%/*} name=${1#*/} where other_stack other_source other_region id
  if [ -z "${outputs[$1]:-}" ]; then
    where=$(load "$of" && printf '%s\n' "$stack_name" "$account_source" "$step_region" "$account_name")
    { read -r other_stack && read -r other_source && read -r other_region && read -r where; } <<<"$where"
    account_id "$where" "$other_source" || return
    id=$value
    if ! ask "$id" "$other_region" aws cloudformation describe-stacks --stack-name "$other_stack" \
      --query "Stacks[0].Outputs[?OutputKey=='$name'].OutputValue | [0]" --output text; then
      case $fault in
        *'does not exist'*) missing="output $name of step $of" ;;
        *) complain "aws cloudformation describe-stacks $other_stack: $fault" ;;
      esac
      return 1
    fi
    if [ "$answer" = None ] || [ -z "$answer" ]; then
      missing="output $name of step $of"
      return 1
    fi
    outputs[$1]=$answer
  fi
  value=${outputs[$1]}
}

account_id() { # NAME SOURCE
  if [ "$1" = management ]; then
    value=$caller
  elif [ -z "$2" ]; then
    missing="the id of account $1"
    return 1
  else
    fill "$2" || return
    value=$filled
  fi
}

# Sets `filled` to the text with its placeholders filled. Fails where AWS does not have a value; then `missing` says
# which, unless something worse was complained of.
fill() { # TEXT
  local rest=$1 tail='' mark value
  missing='' filled=$1
  if [[ $1 != *'{'* ]]; then return; fi # most have none, and the search below is slow
  while [[ $rest =~ ^(.*)\{(bucket|ssm:[^{}]+|output:[^{}]+)\}(.*)$ ]]; do
    rest=${BASH_REMATCH[1]} mark=${BASH_REMATCH[2]} tail=${BASH_REMATCH[3]}$tail
    case $mark in
      ssm:*) stored_value "${mark#ssm:}" || return ;;
      output:*) output_value "${mark#output:}" || return ;;
      bucket) output_value artifacts/ArtifactsBucket || return ;;
    esac
    tail=$value$tail
  done
  filled=$rest$tail
}

fill_or_complain() {
  fill "$1" && return
  if [ -n "$missing" ]; then complain "AWS does not have $missing yet; an earlier step makes it"; fi
  return 1
}

json_text() { # TEXT: sets `quoted`
  quoted=${1//\\/\\\\}
  quoted=${quoted//\"/\\\"}
  quoted=${quoted//$'\n'/\\n}
  quoted=${quoted//$'\t'/\\t}
  quoted="\"${quoted//$'\r'/\\r}\""
}

# Sets `pairs` to [{"KEY": name, "VALUE": value}, ...]; the values have placeholders.
json_pairs() { # KEY VALUE NAMES VALUES: the last two are the names of arrays
  local -n names_of=$3 values_of=$4
  local i list=''
  for i in "${!names_of[@]}"; do
    fill_or_complain "${values_of[i]}" || return
    json_text "${names_of[i]}"
    list+="${list:+, }{\"$1\": $quoted, "
    json_text "$filled"
    list+="\"$2\": $quoted}"
  done
  pairs="[$list]"
}

# --- What stands before every deployment.

check_tools() {
  local tool
  for tool in aws sha256sum sed sleep mktemp; do
    command -v "$tool" >/dev/null || stop 3 "there is no $tool here; deploy.sh needs bash, coreutils, sed and the aws CLI"
  done
}

# Every file as landform wrote it: the manifest by its seal, all others, this one among them, by the manifest.
check_tree() {
  local seal sum list
  [ -f manifest.json ] || stop 3 "there is no manifest.json beside deploy.sh: it belongs into the tree that landform wrote"
  seal=$(LC_ALL=C sed -n 's/^ *"seal": "\([0-9a-f]*\)"$/\1/p' manifest.json)
  sum=$(LC_ALL=C sed "s/^\( *\"seal\": \"\)[0-9a-f]*/\1$(printf '%064d' 0)/" manifest.json | sha256sum)
  [ "${sum%% *}" = "$seal" ] || stop 3 "manifest.json is not as landform wrote it; build the tree again"
  list=$(LC_ALL=C sed -n '/^  "files": \[/,/^  \]/{
    s/^ *"path": "\(.*\)",$/\1/
    t path
    s/^ *"sha256": "\([0-9a-f]*\)",\{0,1\}$/\1/
    t sum
    d
    :path
    h
    d
    :sum
    G
    s/\n/  /p
  }' manifest.json)
  if ! sum=$(sha256sum --check --quiet --strict - <<<"$list" 2>&1); then
    complain "$sum"
    stop 3 "these files are not as manifest.json has them; build the tree again, and keep your own changes in the blueprint"
  fi
  tree=${seal:0:12}
}

check_caller() {
  local of_partition rest
  ask "$caller" "$home_region" aws sts get-caller-identity --query '[Account,Arn]' --output text ||
    stop 3 "there are no credentials that AWS takes: $fault"
  read -r caller caller_arn <<<"$answer"
  IFS=: read -r rest of_partition rest <<<"$caller_arn"
  [ "$of_partition" = "$partition" ] ||
    stop 3 "these credentials are of partition $of_partition; the organization lives in $partition"
  case $caller_arn in
    *:root) stop 3 "these are the root user's credentials, which can assume no role; use an administrator's" ;;
  esac
  local known=${management_account:-$account_option}
  if [ -n "$known" ] && [ "$caller" != "$known" ]; then
    stop 3 "these credentials are of account $caller; the management account is $known"
  fi
  if ask "$caller" "$home_region" aws organizations describe-organization --query Organization.MasterAccountId \
    --output text; then
    [ "$answer" = "$caller" ] ||
      stop 3 "account $caller belongs to an organization whose management account is $answer; use credentials of that one"
  elif [ "$(fault_code)" != AWSOrganizationsNotInUseException ]; then
    stop 3 "cannot see which organization account $caller is in: $fault"
  fi
  [ -n "$known" ] || check_first_account
}

# The blueprint does not say which account this is to be. Where the first stack is, it was right once.
check_first_account() {
  ask "$caller" "$home_region" aws cloudformation describe-stacks --stack-name "$slug-artifacts" \
    --query 'Stacks[0].StackName' --output text && return
  case $fault in
    *'does not exist'*) ;;
    *) stop 3 "cannot see whether $customer was deployed here before: $fault" ;;
  esac
  if [ "$assume_yes" = yes ]; then
    stop 3 "is account $caller to be $customer's management account? say so with --account $caller, once"
  fi
  agreed "Account $caller becomes the management account of $customer. Is it the right one?" ||
    stop 4 "give me credentials of the right one"
}

# --- Stacks.

status='' protection=''

look_at_stack() {
  if ask "$target" "$step_region" aws cloudformation describe-stacks --stack-name "$stack_name" \
    --query 'Stacks[0].[StackStatus,EnableTerminationProtection]' --output text; then
    read -r status protection <<<"$answer"
    return
  fi
  status=absent protection=''
  case $fault in *'does not exist'*) return ;; esac
  complain "aws cloudformation describe-stacks $stack_name: $fault"
  return 1
}

# Until nothing moves any more; also what somebody else began.
settle() {
  local told=''
  while look_at_stack || return; do
    case $status in
      REVIEW_IN_PROGRESS) return ;;
      *_IN_PROGRESS)
        if [ "$told" != "$status" ]; then log "stack $stack_name: $status"; fi
        told=$status
        pause 10
        ;;
      *) return 0 ;;
    esac
  done
}

tell_failures() {
  must "$target" "$step_region" aws cloudformation describe-stack-events --stack-name "$stack_name" --max-items 100 \
    --query "StackEvents[?ends_with(ResourceStatus, '_FAILED')].[LogicalResourceId, ResourceType, ResourceStatusReason]" \
    --output text || return 0
  local resource type reason
  while IFS=$'\t' read -r resource type reason; do
    case ${reason:-None} in None | *'cancelled'*) ;; *) complain "$resource ($type): $reason" ;; esac
  done <<<"$answer"
}

# Puts a file into the artifact bucket under its own hash, if it is not there.
upload() { # FILE KEY
  fill_or_complain '{bucket}' || return
  local bucket=$filled
  if ask "$caller" "$home_region" aws s3api head-object --bucket "$bucket" --key "$2" --expected-bucket-owner "$caller" \
    --query ContentLength --output text; then
    return
  fi
  if [ "$(fault_code)" != 404 ]; then
    complain "aws s3api head-object $bucket/$2: $fault"
    return 1
  fi
  log "uploads $1"
  must "$caller" "$home_region" aws s3api put-object --bucket "$bucket" --key "$2" --body "$1" \
    --expected-bucket-owner "$caller" --query ETag --output text
}

# Sets `body` to the words that say where a template is: in the request, or in the bucket. Another account reads it there
# by a signed URL, so that the bucket is open to nobody.
template_body() { # FILE SHA256 WAY
  if [ "$3" = inline ]; then
    body=(--template-body "file://$1")
    return
  fi
  upload "$1" "landform/$2" || return
  fill_or_complain '{bucket}' || return
  local url="https://$filled.s3.$home_region.$url_suffix/landform/$2"
  if [ "$target" != "$caller" ]; then
    must "$caller" "$home_region" aws s3 presign "s3://$filled/landform/$2" --expires-in 3600 || return
    url=$answer
  fi
  body=(--template-url "$url")
}

# Makes the change set and waits for it. Sets `changes` to "some" or "none".
make_change_set() { # TYPE FILE SHA256 WAY [RESOURCES]
  local type=$1 reason state words body pairs
  template_body "$2" "$3" "$4" || return
  words=(--stack-name "$stack_name" --change-set-name "$change_set" --change-set-type "$type" "${body[@]}")
  if [ ${#capability_words[@]} -gt 0 ]; then words+=(--capabilities "${capability_words[@]}"); fi
  if [ "$type" = IMPORT ]; then
    words+=(--resources-to-import "file://$5")
  else
    json_pairs ParameterKey ParameterValue parameter_names parameter_values || return
    words+=(--parameters "$pairs")
    json_pairs Key Value tag_names tag_values || return
    words+=(--tags "$pairs")
  fi
  while ! ask "$target" "$step_region" aws cloudformation create-change-set "${words[@]}" --query Id --output text; do
    if [ "$(fault_code)" != AlreadyExistsException ]; then
      complain "aws cloudformation create-change-set $stack_name: $fault"
      return 1
    fi
    drop_change_set || return # of a run that was cut short
  done
  while true; do
    must "$target" "$step_region" aws cloudformation describe-change-set --stack-name "$stack_name" \
      --change-set-name "$change_set" --query '[Status,StatusReason]' --output text || return
    IFS=$'\t' read -r state reason <<<"$answer"
    case $state in
      CREATE_COMPLETE)
        changes=some
        return
        ;;
      FAILED)
        drop_change_set || return
        case $reason in
          *"didn't contain changes"* | *'No updates are to be performed'*)
            changes=none
            return
            ;;
        esac
        complain "CloudFormation refuses the template: $reason"
        return 1
        ;;
    esac
    pause 3
  done
}

drop_change_set() {
  ask "$target" "$step_region" aws cloudformation delete-change-set --stack-name "$stack_name" \
    --change-set-name "$change_set" && return
  case $fault in *ChangeSetNotFound* | *'does not exist'*) return ;; esac
  complain "aws cloudformation delete-change-set $stack_name: $fault"
  return 1
}

# A change set for a stack that is not there yet makes an empty one, REVIEW_IN_PROGRESS; it goes with the change set.
drop_review() { # STATUS before the change set
  drop_change_set || return
  case $1 in absent | REVIEW_IN_PROGRESS) ;; *) return 0 ;; esac
  look_at_stack || return
  [ "$status" = REVIEW_IN_PROGRESS ] || return 0
  must "$target" "$step_region" aws cloudformation delete-stack --stack-name "$stack_name" || return
  settle
}

# Shows what the change set would do. Sets `losses` to how much it replaces or removes, `set_moves` to whether it changes
# the stack set.
show_changes() {
  local action replacement type resource policy word
  must "$target" "$step_region" aws cloudformation describe-change-set --stack-name "$stack_name" \
    --change-set-name "$change_set" --output text \
    --query 'Changes[].ResourceChange.[Action,Replacement,ResourceType,LogicalResourceId,PolicyAction]' || return
  losses=0 set_moves=no
  while IFS=$'\t' read -r action replacement type resource policy; do
    case $action/$replacement in
      '/') continue ;;
      Add/*) word='+ creates' ;;
      Import/*) word='< imports' ;;
      Remove/*) word='! REMOVES' ;;
      */True) word='! REPLACES' ;;
      */Conditional) word='~ changes, may replace' ;;
      Dynamic/*) word='? cannot be known before' ;;
      *) word='~ changes' ;;
    esac
    case $word in '!'*) losses=$((losses + 1)) ;; esac
    if [ "$type" = AWS::CloudFormation::StackSet ] && [ "$action" != Add ]; then set_moves=yes; fi
    case ${policy:-None} in None) policy='' ;; *) policy=" ($policy)" ;; esac
    printf '    %-24s %-44s %s%s\n' "$word" "$type" "$resource" "$policy"
  done <<<"$answer"
  if [ "$set_moves" = no ] && [ -z "$answer" ]; then log "only tags, outputs or settings of the stack change"; fi
  if [ "$set_moves" = yes ] && [ -n "$set_name" ]; then show_regions_lost; fi
}

# A change set says that a stack set changes, not that regions leave it: its stacks there are deleted in every account.
show_regions_lost() {
  local region words
  must "$target" "$step_region" aws cloudformation describe-stack-set --stack-set-name "$set_name" --output text \
    --query 'StackSet.Regions[]' || return
  read -r -d '' -a words <<<"$answer" || true
  for region in "${words[@]}"; do
    case " None ${set_region_words[*]} " in *" $region "*) continue ;; esac
    losses=$((losses + 1))
    printf '    %-24s %-44s %s\n' '! REMOVES' 'the stacks in all accounts of the region' "$region"
  done
}

# Whether the change set may be carried out.
may_change() {
  if [ "$losses" -eq 0 ]; then
    [ "$assume_yes" = yes ] || agreed "Carry this out in account $target, $step_region?"
  elif [ "$assume_yes" = yes ] && [ "$accept_losses" = yes ]; then
    log "replaces or removes $losses; accepted beforehand"
  else
    agreed "This REPLACES OR REMOVES $losses resource(s) in account $target, $step_region. Carry it out?"
  fi
}

carry_out() { # TYPE
  local words=()
  if [ "$keeps_going" = yes ] && [ "$1" != IMPORT ]; then words=(--disable-rollback); fi
  must "$target" "$step_region" aws cloudformation execute-change-set --stack-name "$stack_name" \
    --change-set-name "$change_set" "${words[@]}" || return
  settle || return
  case $status in
    CREATE_COMPLETE | UPDATE_COMPLETE | IMPORT_COMPLETE)
      log "stack $stack_name: $status"
      return 0
      ;;
  esac
  complain "stack $stack_name: $status"
  tell_failures
  if [ -n "$set_name" ]; then tell_instances; fi
  return 1
}

# What a stack that is in the way needs from a person; status 0 when it is not in the way.
fit_for_change() {
  case $status in
    absent | REVIEW_IN_PROGRESS | CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE | \
      IMPORT_ROLLBACK_COMPLETE) return 0 ;;
    CREATE_FAILED | UPDATE_FAILED)
      # What it made stands, and it goes on from there.
      if [ "$keeps_going" = yes ]; then return 0; fi
      ;;&
    ROLLBACK_COMPLETE | ROLLBACK_FAILED | CREATE_FAILED)
      complain "stack $stack_name is $status: its creation failed, and AWS can only delete it"
      tell_failures
      complain "mend the reason, then: ./deploy.sh --prune $stack_name@$target/$step_region"
      ;;
    UPDATE_ROLLBACK_FAILED)
      complain "stack $stack_name is UPDATE_ROLLBACK_FAILED: a change failed, and taking it back failed, too"
      tell_failures
      complain "mend the reason, then, in account $target: aws cloudformation continue-update-rollback" \
        "--stack-name $stack_name --region $step_region"
      ;;
    *) complain "stack $stack_name is $status, which needs somebody to look at it" ;;
  esac
  return 1
}

# One change set, from making it to the end of what it does.
change_stack() { # TYPE FILE SHA256 WAY [RESOURCES]
  local before=$status
  make_change_set "$@" || return
  if [ "$changes" = none ]; then
    case $before in
      CREATE_FAILED | UPDATE_FAILED)
        local name previous=''
        for name in "${parameter_names[@]}"; do previous+=" ParameterKey=$name,UsePreviousValue=true"; done
        complain "stack $stack_name is $before, and CloudFormation sees nothing to change; let it try again, in account" \
          "$target: aws cloudformation update-stack --stack-name $stack_name --region $step_region" \
          "--use-previous-template --disable-rollback${previous:+ --parameters$previous}"
        return 1
        ;;
    esac
    log "stack $stack_name is up to date"
    return
  fi
  log "change set for stack $stack_name in account $target, $step_region:"
  show_changes || return
  if [ "$dry_run" = yes ]; then
    drop_review "$before"
    return
  fi
  if ! may_change; then
    drop_review "$before" || return
    stop 4 "stopped on your word; go on with: ./deploy.sh --from $step_name"
  fi
  if [ "$set_moves" = yes ]; then
    roll_through_rings || return
    if [ -n "$ring_option" ] && [ "$ring_option" != "${rings[-1]}" ]; then
      log "the other rings keep what they have"
      drop_change_set
      return
    fi
  fi
  carry_out "$1"
}

run_stack() {
  account_id "$account_name" "$account_source" || not_yet || return "$later"
  target=$value
  change_set=landform-$tree
  settle || return
  fit_for_change || return
  if [ -n "$set_name" ] && [ -n "$ring_option" ] && [ "$ring_option" != "${rings[-1]}" ]; then
    case $status in
      absent | REVIEW_IN_PROGRESS)
        log "a new stack set goes to all its accounts at once, with the last ring (${rings[-1]})"
        return
        ;;
    esac
  fi
  local i
  for i in "${!parameter_values[@]}"; do fill "${parameter_values[i]}" || not_yet || return "$later"; done
  if [ "$dry_run" = yes ] && [ "$template_way" = upload ]; then
    log "not shown: $template is too large for a request, and a dry run uploads nothing"
    return
  fi
  if [ -n "$import_template" ]; then
    case $status in
      absent | REVIEW_IN_PROGRESS)
        change_stack IMPORT "$import_template" "$import_sha" "$import_way" "$import_resources" || return
        if [ "$dry_run" = yes ]; then return; fi
        settle || return
        ;;
    esac
  fi
  if [ -n "$set_name" ] && [ "$dry_run" = no ]; then upload "$set_template" "$set_sha.yaml" || return; fi
  case $status in
    absent | REVIEW_IN_PROGRESS) change_stack CREATE "$template" "$template_sha" "$template_way" || return ;;
    *) change_stack UPDATE "$template" "$template_sha" "$template_way" || return ;;
  esac
  if [ "$dry_run" = yes ]; then return; fi
  if [ "$protected_stack" = yes ]; then
    look_at_stack || return
    if [ "$protection" = False ]; then
      log "stack $stack_name holds data or identity: termination protection on"
      must "$target" "$step_region" aws cloudformation update-termination-protection --stack-name "$stack_name" \
        --enable-termination-protection --query StackId --output text || return
    fi
  fi
  if [ -n "$set_name" ] && { [ -z "$ring_option" ] || [ "$ring_option" = "${rings[-1]}" ]; }; then check_instances; fi
}

# A value is missing. A dry run says so and goes on; a deployment fails here.
not_yet() {
  if [ -z "$missing" ]; then
    later=1
  elif [ "$dry_run" = yes ]; then
    log "cannot be shown yet: AWS does not have $missing, which an earlier step makes"
    later=0
  else
    complain "AWS does not have $missing, which an earlier step makes: run it without --from and --step"
    later=1
  fi
  return 1
}

# --- Stack sets.

operation_state() { # OPERATION: sets `state`, "absent" for one that never was
  if ask "$target" "$step_region" aws cloudformation describe-stack-set-operation --stack-set-name "$set_name" \
    --operation-id "$1" --query StackSetOperation.Status --output text; then
    state=$answer
    return
  fi
  state=absent
  [ "$(fault_code)" = OperationNotFoundException ] && return
  complain "aws cloudformation describe-stack-set-operation $1: $fault"
  return 1
}

# The units of each ring get what the stack set is to carry, one ring after the other; all others become OUTDATED and keep
# what they have until the stack itself changes. The operation's id says which ring got what, so that a run that comes
# later begins no operation twice.
roll_through_rings() {
  local name pairs state content operation try
  json_pairs ParameterKey ParameterValue set_parameter_names set_parameter_values || return
  content=$(printf '%s\n' "$set_sha" "$pairs" "${set_region_words[*]}" | sha256sum)
  for name in "${rings[@]}"; do
    if [ -z "${set_units[$name]:-}" ]; then continue; fi
    if [ -n "$ring_option" ] && [ "$ring_option" != "$name" ]; then continue; fi
    for try in 1 2 3 4 5 6 7 8 9; do
      operation="landform-$name-${content:0:32}-$try"
      operation_state "$operation" || return
      case $state in FAILED | STOPPED) ;; *) break ;; esac
    done
    if [ "$state" = absent ]; then begin_ring "$name" "$operation" "$pairs" || return; fi
    finish_operation "$operation" "$name" || return
  done
}

begin_ring() { # RING OPERATION PARAMETERS
  local units bucket words
  fill_or_complain "${set_units[$1]}" || return
  units=${filled// /,}
  fill_or_complain '{bucket}' || return
  bucket=$filled
  words=()
  if [ ${#set_capability_words[@]} -gt 0 ]; then words=(--capabilities "${set_capability_words[@]}"); fi
  log "stack set $set_name: ring $1 ($units)"
  ask "$target" "$step_region" aws cloudformation update-stack-set --stack-set-name "$set_name" \
    --template-url "https://$bucket.s3.$home_region.$url_suffix/$set_sha.yaml" --parameters "$3" "${words[@]}" \
    --permission-model SERVICE_MANAGED --deployment-targets "OrganizationalUnitIds=$units" \
    --regions "${set_region_words[@]}" --operation-id "$2" --query OperationId --output text --operation-preferences \
    RegionConcurrencyType=PARALLEL,MaxConcurrentPercentage=25,FailureTolerancePercentage=0,ConcurrencyMode=SOFT_FAILURE_TOLERANCE &&
    return
  case $(fault_code) in
    StackInstanceNotFoundException) log "ring $1 has no account yet" ;;
    *)
      complain "aws cloudformation update-stack-set $set_name: $fault"
      return 1
      ;;
  esac
}

finish_operation() { # OPERATION RING
  local state
  while operation_state "$1" || return; do
    case $state in
      SUCCEEDED)
        log "stack set $set_name: ring $2 has it"
        return
        ;;
      absent) return 0 ;;
      FAILED | STOPPED)
        complain "stack set $set_name: operation $1 is $state; the rings after $2 were left alone"
        must "$target" "$step_region" aws cloudformation list-stack-set-operation-results --stack-set-name "$set_name" \
          --operation-id "$1" --output text \
          --query "Summaries[?Status!='SUCCEEDED'].[Account,Region,Status,StatusReason]" || return
        if [ -n "$answer" ]; then complain "$answer"; fi
        return 1
        ;;
    esac
    pause 10
  done
}

# What each account has, after the last operation.
tell_instances() {
  must "$target" "$step_region" aws cloudformation list-stack-instances --stack-set-name "$set_name" --output text \
    --query "Summaries[?Status!='CURRENT' && StackInstanceStatus.DetailedStatus!='SKIPPED_SUSPENDED_ACCOUNT'].[Account,Region,Status,StackInstanceStatus.DetailedStatus,StatusReason]" ||
    return
  local id where state detail reason
  failed_instances=0
  while IFS=$'\t' read -r id where state detail reason; do
    [ -n "$id" ] || continue
    failed_instances=$((failed_instances + 1))
    complain "stack set $set_name, account $id, $where: $state, $detail: $reason"
  done <<<"$answer"
}

check_instances() {
  local failed_instances told=''
  while true; do
    must "$target" "$step_region" aws cloudformation list-stack-set-operations --stack-set-name "$set_name" \
      --output text --max-items 20 \
      --query "Summaries[?Status=='RUNNING' || Status=='QUEUED' || Status=='STOPPING'].[OperationId,Action,Status]" || return
    case $answer in '' | None) break ;; esac
    if [ "$told" != "$answer" ]; then log "stack set $set_name: $answer"; fi
    told=$answer
    pause 15
  done
  tell_instances || return
  if [ "$failed_instances" -gt 0 ]; then
    complain "mend the reason; then try an account again, in account $target, $step_region: aws cloudformation" \
      "update-stack-instances --stack-set-name $set_name --deployment-targets" \
      "OrganizationalUnitIds=UNIT,Accounts=ACCOUNT,AccountFilterType=INTERSECTION --regions ${set_region_words[*]}"
    return 1
  fi
}

# --- Commands and people.

# Asks for what only AWS knows, one word, and keeps it in the organization's Parameter Store.
run_captures() {
  local i=0 n word words shown
  for n in "${!capture_names[@]}"; do
    words=()
    for word in "${capture_words[@]:i:capture_lengths[n]}"; do
      fill "$word" || not_yet || return "$later"
      words+=("$filled")
    done
    i=$((i + capture_lengths[n]))
    printf -v shown '%q ' "${words[@]}"
    log "account $target: $shown: kept as ${capture_names[n]}"
    if [ "$dry_run" = yes ]; then continue; fi
    must "$target" "$step_region" "${words[@]}" || return
    read -r -d '' -a words <<<"$answer" || true
    if [ ${#words[@]} -ne 1 ] || [ "${words[0]}" = None ]; then
      complain "wanted one word and got '$answer': what the command asks for does not exist yet"
      return 1
    fi
    keep_value "${capture_names[n]}" "${words[0]}" || return
  done
}

keep_value() { # PARAMETER VALUE
  unset "stored[$1]"
  if stored_value "$1"; then
    if [ "$value" = "$2" ]; then return; fi
  elif [ -z "$missing" ]; then
    return 1
  fi
  must "$caller" "$home_region" aws ssm put-parameter --name "$1" --type String --overwrite --value "$2" \
    --query Version --output text || return
  stored[$1]=$2
}

# `ask`, and again while Organizations is busy with another change.
ask_in_turn() { # WORDS...
  local try
  for try in 1 2 3 4 5 6; do
    if ask "$target" "$step_region" "$@"; then return 0; fi
    case $(fault_code) in ConcurrentModificationException | PolicyChangesInProgressException) ;; *) return 1 ;; esac
    if [ "$try" -lt 6 ]; then pause 10; fi
  done
  return 1
}

# Whether AWS answers with success and says there that it did not do all of it, as calls about many things do.
left_undone() {
  local rest=${answer//'"errorCode": "ALREADY_ENABLED"'/}
  rest=${rest//'"errorCode": "ENABLE_IN_PROGRESS"'/}
  [[ $rest =~ '"Errors": ['[[:space:]]*'{' || $rest == *'"errorCode": "'* ]]
}

# Status 4 when AWS has left some of it undone.
run_cli() {
  account_id "$account_name" "$account_source" || not_yet || return "$later"
  target=$value
  local i=0 length word words shown code waiting=no
  for length in "${call_lengths[@]}"; do
    words=()
    for word in "${call_words[@]:i:length}"; do
      fill "$word" || not_yet || return "$later"
      words+=("$filled")
    done
    i=$((i + length))
    printf -v shown '%q ' "${words[@]}"
    case ${words[0]} in
      aws | bash) ;;
      *)
        complain "this is no command of the aws CLI: $shown"
        return 1
        ;;
    esac
    log "account $target: $shown"
    if [ "$dry_run" = yes ]; then continue; fi
    if [ "$assume_yes" = no ]; then agreed "Run it?" || stop 4 "stopped on your word; go on with: ./deploy.sh --from $step_name"; fi
    if ask_in_turn "${words[@]}"; then
      if left_undone; then
        printf '%s\n' "$answer" | sed 's/^/    /'
        waiting=yes
      fi
      continue
    fi
    code=$(fault_code)
    for word in "${tolerated[@]}"; do
      if [ -n "$code" ] && [ "$word" = "$code" ]; then
        log "was done before ($code)"
        continue 2
      fi
    done
    complain "$fault"
    return 1
  done
  run_captures || return
  if [ "$dry_run" = yes ]; then return 0; fi
  if [ ${#check_words[@]} -gt 0 ]; then
    words=()
    for word in "${check_words[@]}"; do
      fill_or_complain "$word" || return
      words+=("$filled")
    done
    must "$target" "$step_region" "${words[@]}" || return
    printf '%s\n' "$answer" | sed 's/^/    /'
  fi
  [ "$waiting" = no ] && return
  log "AWS has not done all of it yet; run it again, some hours from now: ./deploy.sh --step $step_name"
  return 4
}

# Where the organization remembers what its people did: with the text that they did it by, in short.
record_name() { printf '%s' "/landform/$slug/steps/$step_name"; }
record_sum() {
  local sum
  sum=$(printf '%s\n' "$who_does" "${instructions[@]}" "$evidence_text" | sha256sum)
  printf '%s' "${sum:0:16}"
}

record_done() {
  local stamp
  TZ=UTC printf -v stamp '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  must "$caller" "$home_region" aws ssm put-parameter --name "$(record_name)" --type String --overwrite \
    --value "$(record_sum) $stamp $caller_arn" --description "A manual step of landform that a person did" \
    --query Version --output text || return
  log "recorded as done by $caller_arn"
}

# Status 4 when it is not done.
run_manual() {
  local line when by sum
  if ask "$caller" "$home_region" aws ssm get-parameter --name "$(record_name)" --query Parameter.Value --output text; then
    read -r sum when by <<<"$answer"
    if [ "$sum" = "$(record_sum)" ]; then
      log "done on $when by $by"
      return
    fi
    log "its instructions have changed since $by did it on $when"
  elif [ "$(fault_code)" != ParameterNotFound ]; then
    complain "aws ssm get-parameter $(record_name): $fault"
    return 1
  fi
  log "for a person, $who_does: $step_title"
  for line in "${instructions[@]}"; do printf '    %s\n' "$line"; done
  printf '    To file: %s\n' "$evidence_text"
  if [ "$dry_run" = yes ]; then return; fi
  if [ "$assume_yes" = no ] && agreed "Is it done?"; then
    record_done
    return
  fi
  log "not done; when it is: ./deploy.sh --done $step_name"
  return 4
}

# --- What the blueprint no longer has.

declare -A expected=()

expect_stacks() {
  local name
  for name in "${steps[@]}"; do
    load "$name"
    [ "$kind" = stack ] || continue
    if account_id "$account_name" "$account_source"; then expected[$value/$step_region/$stack_name]=yes; fi
  done
  step_name=deploy.sh
}

# Lists what one account and region has and the manifest has not.
list_leftovers() { # ACCOUNT REGION
  local found
  ask "$1" "$2" aws cloudformation describe-stacks --output text \
    --query "Stacks[?starts_with(StackName, '$slug-') && Tags[?Key=='landform' && Value=='$slug']].[StackName]" || {
    complain "cannot list the stacks of account $1, $2: $fault"
    return 1
  }
  while read -r found; do
    case $found in '' | None) continue ;; esac
    if [ -n "${expected[$1/$2/$found]:-}" ]; then continue; fi
    log "the blueprint no longer has stack $found in account $1, $2; to delete it: ./deploy.sh --prune $found@$1/$2"
  done <<<"$answer"
}

leftovers_everywhere() {
  local accounts one where result=0
  must "$caller" "$home_region" aws organizations list-accounts --query "Accounts[?Status=='ACTIVE'].Id" --output text || return
  read -r -d '' -a accounts <<<"$answer" || true
  expect_stacks
  for one in "${accounts[@]}"; do
    for where in "${regions[@]}"; do list_leftovers "$one" "$where" || result=1; done
  done
  return "$result"
}

prune() { # STACK[@ACCOUNT/REGION]
  local place=${1#*@}
  stack_name=${1%%@*} target=$caller step_region=$home_region
  if [ "$place" != "$1" ]; then target=${place%%/*} step_region=${place#*/}; fi
  local name=$stack_name id=$target where=$step_region change_set=landform-$tree
  expect_stacks
  stack_name=$name target=$id step_region=$where
  settle || return
  if [ "$status" = absent ]; then
    log "there is no stack $name in account $id, $where"
    return
  fi
  case $status in
    ROLLBACK_COMPLETE | ROLLBACK_FAILED | CREATE_FAILED | REVIEW_IN_PROGRESS | DELETE_FAILED) ;;
    *)
      if [ -n "${expected[$id/$where/$name]:-}" ]; then
        complain "the blueprint has stack $name, and it is $status: only what the blueprint no longer has is deleted"
        return 3
      fi
      ;;
  esac
  must "$id" "$where" aws cloudformation describe-stacks --stack-name "$name" --output text \
    --query "Stacks[0].Tags[?Key=='landform'].Value | [0]" || return
  if [ "$answer" != "$slug" ] && [ "$status" != REVIEW_IN_PROGRESS ]; then
    complain "stack $name has no tag landform=$slug: it is not of this deployment"
    return 3
  fi
  must "$id" "$where" aws cloudformation list-stack-resources --stack-name "$name" --output text \
    --query 'StackResourceSummaries[].[ResourceType,LogicalResourceId,ResourceStatus]' || return
  log "stack $name in account $id, $where is $status and has:"
  printf '%s\n' "$answer" | sed 's/^/    /'
  case $answer in
    *AWS::CloudFormation::StackSet*) log "it is a stack set: its stacks in all accounts go with it, but for what is retained" ;;
  esac
  if [ "$dry_run" = yes ]; then return; fi
  if [ "$assume_yes" = no ]; then agreed "Delete stack $name?" || return 4; fi
  if [ "$protection" = True ]; then
    must "$id" "$where" aws cloudformation update-termination-protection --stack-name "$name" \
      --no-enable-termination-protection --query StackId --output text || return
  fi
  must "$id" "$where" aws cloudformation delete-stack --stack-name "$name" || return
  settle || return
  if [ "$status" = absent ]; then
    log "stack $name is gone"
    return
  fi
  complain "stack $name: $status"
  tell_failures
  return 1
}

# --- Which steps, in which order.

declare -A undone=()

# Whether the step is to run under --ring: those of the ring, and stack sets, which go through the rings.
in_ring() {
  [ -z "$ring_option" ] || [ "$step_ring" = "$ring_option" ] ||
    { [ -n "$set_name" ] && { [ -n "${set_units[$ring_option]:-}" ] || [ "$ring_option" = "${rings[-1]}" ]; }; }
}

chosen() { # STEP: by --step and --from
  if [ ${#step_options[@]} -gt 0 ]; then
    local one
    for one in "${step_options[@]}"; do
      if [ "$one" = "$1" ]; then return 0; fi
    done
    return 1
  fi
  if [ "$1" = "$from_option" ]; then from_reached=yes; fi
  [ "$from_reached" = yes ]
}

deploy() {
  local name need result
  for name in "${steps[@]}"; do
    chosen "$name" || continue
    load "$name"
    in_ring || continue
    for need in "${step_needs[@]}"; do
      [ -n "${undone[$need]:-}" ] || continue
      undone[$name]=yes
      log "left alone: it needs $need, which is not done"
      continue 2
    done
    result=0
    "run_$kind" || result=$?
    case $result in
      0) ;;
      4) undone[$name]=yes ;;
      *)
        complain "the step failed; go on when the reason is mended: ./deploy.sh --from $name"
        return 1
        ;;
    esac
  done
  step_name=deploy.sh
  if [ "$dry_run" = no ] && [ -z "$from_option$ring_option" ] && [ ${#step_options[@]} -eq 0 ]; then
    expect_stacks
    for name in "${regions[@]}"; do list_leftovers "$caller" "$name" || return; done
  fi
  if [ ${#undone[@]} -gt 0 ]; then
    log "not done, for they wait for people or for AWS: $(for name in "${steps[@]}"; do [ -z "${undone[$name]:-}" ] || printf '%s ' "$name"; done)"
    return 4
  fi
  if [ "$dry_run" = yes ]; then log "nothing was changed"; else log "done"; fi
}

list_steps() {
  local name where
  for name in "${steps[@]}"; do
    load "$name"
    where=${account_name:+$account_name, $step_region}
    if [ -n "$set_name" ]; then kind='stack set'; fi
    printf '%-32s %-10s %-12s %-32s %s\n' "$name" "$kind" "${step_ring:--}" "${where:--}" "$step_title"
  done
}

# --- The command line.

dry_run=no assume_yes=no accept_losses=no account_option='' ring_option='' from_option='' from_reached=yes
step_options=() action=deploy action_name=''

usage() {
  printf 'deploy.sh: %s; --help shows what it takes\n' "$*" >&2
  exit 2
}

known_step() {
  local name
  for name in "${steps[@]}"; do
    if [ "$name" = "$1" ]; then return; fi
  done
  usage "there is no step '$1' (--list shows them)"
}

known_ring() {
  local name
  for name in "${rings[@]}"; do
    if [ "$name" = "$1" ]; then return; fi
  done
  usage "there is no ring '$1'; rings: ${rings[*]:-none}"
}

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) dry_run=yes ;;
      --yes) assume_yes=yes ;;
      --accept-losses) accept_losses=yes ;;
      --list | --leftovers) action=${1#--} ;;
      -h | --help)
        help
        exit 0
        ;;
      --step | --from | --ring | --profile | --account | --role | --done | --prune)
        if [ -z "${2:-}" ]; then usage "$1 needs a value"; fi
        case $1 in
          --step) known_step "$2" && step_options+=("$2") ;;
          --from) known_step "$2" && from_option=$2 from_reached=no ;;
          --ring) known_ring "$2" && ring_option=$2 ;;
          --profile) export AWS_PROFILE=$2 && unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN ;;
          --account) account_option=$2 ;;
          --role) access_role=$2 ;;
          --done) known_step "$2" && action=${1#--} action_name=$2 ;;
          --prune) action=${1#--} action_name=$2 ;;
        esac
        shift
        ;;
      *) usage "it does not know '$1'" ;;
    esac
    shift
  done
  if [ -n "$from_option" ] && [ ${#step_options[@]} -gt 0 ]; then usage "--from and --step exclude each other"; fi
}

main() {
  read_options "$@"
  cd "$(dirname "${BASH_SOURCE[0]}")"
  if [ "$action" = list ]; then
    list_steps
    return
  fi
  check_tools
  check_tree
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  export AWS_PAGER='' AWS_DEFAULT_OUTPUT=json AWS_RETRY_MODE=adaptive AWS_MAX_ATTEMPTS=10 AWS_CLI_AUTO_PROMPT=off
  check_caller
  case $action in
    deploy) deploy ;;
    leftovers) leftovers_everywhere ;;
    prune) prune "$action_name" ;;
    done)
      load "$action_name"
      [ "$kind" = manual ] || stop 2 "step $action_name is no manual step"
      record_done
      ;;
  esac
}

main "$@"
