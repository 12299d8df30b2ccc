#!/usr/bin/env bash
# Deploys this out tree. Written by landform; --help shows how to use it, docs/deploying.md of landform how it
# works. First comes the deployment, a function a step, as manifest.json has it; then the program.
# shellcheck disable=SC2016,SC2034,SC2317,SC2329 # the program below calls and reads by name

customer=Globex
slug=globex
partition=aws
url_suffix=amazonaws.com
home_region=eu-west-1
regions=(eu-west-1)
management_account=''
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
  billing-topic-us-east-1
  topics
  confirm-subscriptions
  trusted-access-account
  account-settings
  management-account-settings-eu-west-1
  identity-center-enabled
  identity-center-delegation
  identity-center-instance
  identity-center-groups-1
  identity-center-sign-in
  permission-sets-1
  assignments-administrators-as-administrator-1
  assignments-read-only-as-read-only-1
  management-assignments
  iam-root
  management-iam-eu-west-1
  iam-users-enrolled
  management-break-glass-alarms-ap-southeast-2
  management-break-glass-alarms-eu-north-1
  management-break-glass-alarms-eu-west-1
  management-break-glass-alarms-us-east-1
  management-break-glass-alarms-us-east-2
  access-analyzer-administrator
  access-analyzer
  root-access-administrator
  config-delegation
  config-aggregator
  config-recorder
  management-config-recorder-eu-west-1
  findings-archive
  guardduty
  management-guardduty
  guardduty-delegation
  guardduty-organization
  security-hub-management
  security-hub-admin
  security-hub-audit
  security-hub
  trail-alarms
  finding-routes
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
  incident-responses
  management-incident-responses-eu-west-1
  alarms
  dashboards
  metric-sink
  metric-sink-arn-eu-west-1
  management-metric-links
  metric-links-eu-west-1
  organization-dashboard
  patching
  systems-manager-administrator
  patch-report-role
  patch-report
  trusted-access-backup
  backup-administrator
  backup
  management-backup-eu-west-1
  backup-audit
  backup-reports
  backup-restore-tests
  management-backup-audit-eu-west-1
  management-backup-restore-tests-eu-west-1
  billing-preferences
  usage-report-us-east-1
  billing-alarm-us-east-1
  budget-organization-us-east-1
  cost-anomalies-us-east-1
  cost-categories-us-east-1
  cost-allocation-tags
)

step_management-account() {
  title 'The management account'
  who 'person who may sign for the customer'
  instruction 'Register the account at https://portal.aws.amazon.com/billing/signup with the address `aws+management@globex.example` and the account name `globex-management`.'
  instruction 'Choose a business account; enter the means of payment there and nowhere else.'
  instruction 'Write its id into the blueprint, `organization: {management_account: "..."}`, and build again.'
  instruction 'Check that the account belongs to Globex, and that address and phone number are the company'\''s, not a person'\''s.'
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
  instruction 'Billing and Cost Management > Billing preferences > Invoice delivery preferences: let invoices go to `aws-billing@globex.example` too.'
  evidence 'date and name of who entered them; the page Tax settings as a picture. No card or bank number, not in part either'
}

step_root-password() {
  title 'Password of the root user'
  needs management-account
  who 'root user of the management account'
  instruction 'Let the vault make a password of at least 32 characters; set it at Account > Security credentials.'
  instruction 'Keep it in the vault or in an HSM, apart from the mailbox `aws+management@globex.example`, which could reset it.'
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
  instruction 'In the management account open https://support.console.aws.amazon.com/support/plans and see that the plan is Basic. With it AWS answers questions about accounts and bills, and none about incidents: see that the customer knows.'
  evidence 'the page Support plans as a picture, with plan and date'
}

step_artifacts() {
  title 'Bucket for deployment artifacts'
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-artifacts stacks/05-artifacts.yaml 5f9facfb5de08f0231cacd6f24280ad17e7642887448d1a33b521fdace7ed69c inline
  protect
  tag Customer globex
  tag landform globex
}

step_organization() {
  title 'Organization with all features'
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-organization stacks/12-organization.yaml 44e8a94dc469511e87521739d99672ddb50472e2aa6f88a4fa3c45da14c176b2 inline
  protect
  tag Customer globex
  tag landform globex
}

step_root-access() {
  title 'Centralized root access'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal iam.amazonaws.com
  call aws iam enable-organizations-root-credentials-management
  call aws iam enable-organizations-root-sessions
  check aws iam list-organizations-features
}

step_units-1() {
  title 'Organizational units'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-units-1 stacks/14-units-1.yaml 0cc0a0a58534038637dc5a4a77aafbf0c02d41dc551c0d017f9ad9a3aa69bc4d inline
  protect
  tag Customer globex
  tag landform globex
}

step_accounts-1() {
  title 'Accounts, part 1'
  needs organization units-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-accounts-1 stacks/18-accounts-1.yaml 1ea738de32909c2d7a977206f71bc6e73deffe0ba06f3211562ecaa3a1651a70 inline
  protect
  keep_what_is_made
  tag Customer globex
  tag landform globex
}

step_policy-types() {
  title 'Policy types of the organization'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-policy-type --root-id '{ssm:/landform/globex/organization/root-id}' --policy-type SERVICE_CONTROL_POLICY
  call aws organizations enable-policy-type --root-id '{ssm:/landform/globex/organization/root-id}' --policy-type TAG_POLICY
  call aws organizations enable-policy-type --root-id '{ssm:/landform/globex/organization/root-id}' --policy-type S3_POLICY
  tolerates PolicyTypeAlreadyEnabledException
  check aws organizations list-roots --query 'Roots[].PolicyTypes'
}

step_policies-1() {
  title 'Organization policies'
  needs organization policy-types
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-policies-1 stacks/20-policies-1.yaml ff32dc672ed975163915a2fbd684abb54f1092f9f74183488bfb5b7028d8a4bf inline
  tag Customer globex
  tag landform globex
}

step_log-archive() {
  title 'Log archive: keys and write-once buckets'
  needs accounts-1
  account log-archive '{ssm:/landform/globex/accounts/LogArchive/id}'
  region eu-west-1
  stack globex-log-archive stacks/30-log-archive.yaml c68fbb7cbbf1f4c4987d6401e2dcf5e7a816300399a2384ded8e77da39e60380 inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  parameter ManagementAccountId '{ssm:/landform/globex/accounts/management/id}'
  parameter OrganizationId '{ssm:/landform/globex/organization/id}'
  tag Customer globex
  tag landform globex
}

step_trusted-access-cloudtrail() {
  title 'Trusted access for CloudTrail'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''cloudtrail.amazonaws.com'\'']'
}

step_organization-trail() {
  title 'Organization trail'
  needs log-archive trusted-access-cloudtrail
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-organization-trail stacks/32-organization-trail.yaml bb398d1801d03a7282e9dfe931f32b3f7e1a6c493dd87c887c6b9055c776867d inline
  protect
  capabilities CAPABILITY_IAM
  parameter TrailKeyArn '{output:log-archive/TrailKeyArn}'
  tag Customer globex
  tag landform globex
}

step_trusted-access-stack-sets() {
  title 'Trusted access for stack sets'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws cloudformation activate-organizations-access
  check aws cloudformation describe-organizations-access
}

step_billing-topic() {
  title 'Billing topic'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-billing-topic stacks/36-billing-topic.yaml 78624ae5b7a71c5bb0f2c3c0c0d723cd5d0ce20343ca18634c1da5e8b16feba9 inline
  protect
  tag Customer globex
  tag landform globex
}

step_billing-topic-us-east-1() {
  title 'Billing topic, us-east-1'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  stack globex-billing-topic stacks/36-billing-topic-us-east-1.yaml 78624ae5b7a71c5bb0f2c3c0c0d723cd5d0ce20343ca18634c1da5e8b16feba9 inline
  protect
  tag Customer globex
  tag landform globex
}

step_topics() {
  title 'Security and operations topics'
  needs accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-topics stacks/36-topics.yaml e7641a1f39ca8bfa8d8523c062e9dd58769ec4a69a5ddf5ff4642f0eb9255eb0 inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter OrganizationId '{ssm:/landform/globex/organization/id}'
  tag Customer globex
  tag landform globex
}

step_confirm-subscriptions() {
  title 'Confirm the mailboxes of the topics'
  needs topics billing-topic billing-topic-us-east-1
  who 'readers of the group mailboxes'
  instruction 'Confirm each mail below within two days: copy the token out of its link (`Token=...`) and run, in the account and region of the topic, `aws sns confirm-subscription --topic-arn TOPIC --token TOKEN --authenticate-on-unsubscribe true`. The link itself would do, but then whoever gets a forwarded message could unsubscribe the mailbox.'
  instruction 'Mailbox `aws-security@globex.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `globex-security`, one for each of: eu-west-1.'
  instruction 'Mailbox `aws-operations@globex.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `globex-operations`, one for each of: eu-west-1.'
  instruction 'Mailbox `aws-billing@globex.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `globex-billing`, one for each of: eu-west-1, us-east-1.'
  instruction 'Where a token ran out, request another: `aws sns subscribe --topic-arn TOPIC --protocol email --notification-endpoint MAILBOX --region REGION`.'
  instruction 'In the audit account and in the management account, run `aws sns list-subscriptions --region REGION` for each region above: no `SubscriptionArn` may read `PendingConfirmation`.'
  instruction 'Publish a test to each topic, `aws sns publish --topic-arn TOPIC --message test --region REGION`, and see it arrive.'
  evidence 'the outputs of `aws sns list-subscriptions`, by account and region, and the test mails'
}

step_trusted-access-account() {
  title 'Trusted access for Account Management'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal account.amazonaws.com
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''account.amazonaws.com'\'']'
}

step_account-settings() {
  title 'Account settings'
  needs trusted-access-account artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-account-settings stacks/38-account-settings.yaml 9fcd581d0713a3d2b247b0f94e47443dd6f396e009bb7f670f0d200b0e68beee inline
  tag Customer globex
  tag landform globex
  stack_set globex-account-settings stack-sets/account-settings.yaml 5e0e55272fdb4022fd305d082aa49d6d251611eae5740bc1d6faf41a9b3bd4b9
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_management-account-settings-eu-west-1() {
  title 'Account settings, in the management account, eu-west-1'
  needs trusted-access-account
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-account-settings stacks/38-management-account-settings-eu-west-1.yaml 09c3dfc392acbb355d122e7eb02ade2e36af5d6c95916fca6f5a9c1448b74bde inline
  capabilities CAPABILITY_NAMED_IAM
  tag Customer globex
  tag landform globex
}

step_identity-center-enabled() {
  title 'IAM Identity Center, enabled'
  needs organization
  who 'an administrator of the management account'
  instruction 'Sign in to the management account, choose the region eu-west-1 and open IAM Identity Center. Identity Center lives in one region, and moving it later means starting anew.'
  instruction 'Choose *Enable*, and an organization instance, not an account instance. If it is enabled already, check under *Settings* that it is an organization instance in that region.'
  instruction 'Under *Settings*, *Identity source*, leave *Identity Center directory*: groups come from the blueprint.'
  evidence 'a picture of the page *Settings* with region, instance and identity source'
}

step_identity-center-delegation() {
  title 'Identity Center, delegated to the audit account'
  needs identity-center-enabled accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations register-delegated-administrator --service-principal sso.amazonaws.com --account-id '{ssm:/landform/globex/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal sso.amazonaws.com
}

step_identity-center-instance() {
  title 'Ids of IAM Identity Center'
  needs identity-center-enabled
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  capture /landform/globex/identity-center/instance-arn aws sso-admin list-instances --region eu-west-1 --query 'Instances[0].InstanceArn' --output text
  capture /landform/globex/identity-center/identity-store-id aws sso-admin list-instances --region eu-west-1 --query 'Instances[0].IdentityStoreId' --output text
  check aws sso-admin list-instances --region eu-west-1
}

step_identity-center-groups-1() {
  title 'Groups of IAM Identity Center'
  needs identity-center-instance
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-identity-center-groups-1 stacks/40-identity-center-groups-1.yaml 67d4c659b25a72c961b0798aa8b602a0d613fee263356ad9c439162c590eb111 inline
  protect
  parameter IdentityStoreId '{ssm:/landform/globex/identity-center/identity-store-id}'
  tag Customer globex
  tag landform globex
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

step_permission-sets-1() {
  title 'Permission sets'
  needs identity-center-instance
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-permission-sets-1 stacks/40-permission-sets-1.yaml 23f86ee00402a78124aa39c4a0cfb0aa10f3eb72da8958910b244406881ad313 inline
  protect
  parameter InstanceArn '{ssm:/landform/globex/identity-center/instance-arn}'
  tag Customer globex
  tag landform globex
}

step_assignments-administrators-as-administrator-1() {
  title '`administrator` for `administrators`'
  needs identity-center-instance permission-sets-1 identity-center-groups-1 accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-assignments-administrators-as-administrator-1 stacks/41-assignments-administrators-as-administrator-1.yaml 8f0e9b5799e4a7239798393cbcbdd1f57540eefcbf00cdd51ebf083116d7672e inline
  parameter InstanceArn '{ssm:/landform/globex/identity-center/instance-arn}'
  parameter PermissionSetArn '{output:permission-sets-1/PermissionSetAdministratorArn}'
  parameter PrincipalId '{output:identity-center-groups-1/GroupAdministratorsId}'
  tag Customer globex
  tag landform globex
}

step_assignments-read-only-as-read-only-1() {
  title '`read-only` for `read-only`'
  needs identity-center-instance permission-sets-1 identity-center-groups-1 accounts-1 assignments-administrators-as-administrator-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-assignments-read-only-as-read-only-1 stacks/41-assignments-read-only-as-read-only-1.yaml 8f0e9b5799e4a7239798393cbcbdd1f57540eefcbf00cdd51ebf083116d7672e inline
  parameter InstanceArn '{ssm:/landform/globex/identity-center/instance-arn}'
  parameter PermissionSetArn '{output:permission-sets-1/PermissionSetReadOnlyArn}'
  parameter PrincipalId '{output:identity-center-groups-1/GroupReadOnlyId}'
  tag Customer globex
  tag landform globex
}

step_management-assignments() {
  title 'Access to the management account'
  needs identity-center-instance identity-center-groups-1 assignments-read-only-as-read-only-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-assignments stacks/41-management-assignments.yaml 8eed4d647d878acd4c870a6ac213c15bf2bc4ca667f2e620bfc302255add596a inline
  protect
  parameter InstanceArn '{ssm:/landform/globex/identity-center/instance-arn}'
  tag Customer globex
  tag landform globex
}

step_iam-root() {
  title 'IAM: roles and policies of every account'
  needs artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-iam-root stacks/42-iam-root.yaml 10e75f6b22b4e6d85be65f8393b48c482c5bacd2463d652185c45eb2676bb2f6 inline
  tag Customer globex
  tag landform globex
  stack_set globex-iam-root stack-sets/iam-root.yaml 60ba6dc41c7795493d5f1b6ea988ad8710547fa71c6be453ac30d6cc6134720a
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1
  set_parameter TrustedAccounts '{ssm:/landform/globex/accounts/Audit/id}'
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_management-iam-eu-west-1() {
  title 'IAM: groups, users, roles and policies, in the management account, eu-west-1'
  needs accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-iam stacks/42-management-iam-eu-west-1.yaml 88cdc0f5182249b190bad76adec7c64da64ec5f9f484e0f6b8bf85d07ab51022 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Customer globex
  tag landform globex
}

step_iam-users-enrolled() {
  title 'A password and an MFA device for each IAM user'
  needs management-iam-eu-west-1
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
  account management '{ssm:/landform/globex/accounts/management/id}'
  region ap-southeast-2
  stack globex-management-break-glass-alarms stacks/43-management-break-glass-alarms-ap-southeast-2.yaml edd4056b7074cecc9fd153d7ae7c3650ac88b64833d330db1f634f205def8b08 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  tag Customer globex
  tag landform globex
}

step_management-break-glass-alarms-eu-north-1() {
  title 'Alarms on the use of break-glass users, in the management account, eu-north-1'
  needs topics organization-trail
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-north-1
  stack globex-management-break-glass-alarms stacks/43-management-break-glass-alarms-eu-north-1.yaml edd4056b7074cecc9fd153d7ae7c3650ac88b64833d330db1f634f205def8b08 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  tag Customer globex
  tag landform globex
}

step_management-break-glass-alarms-eu-west-1() {
  title 'Alarms on the use of break-glass users, in the management account, eu-west-1'
  needs topics organization-trail
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-break-glass-alarms stacks/43-management-break-glass-alarms-eu-west-1.yaml c6ff70f62f71eceef22e8f911e2e71cdb3b4bbe27de2dcc64ef6e35a0c6752e4 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Customer globex
  tag landform globex
}

step_management-break-glass-alarms-us-east-1() {
  title 'Alarms on the use of break-glass users, in the management account, us-east-1'
  needs topics organization-trail
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  stack globex-management-break-glass-alarms stacks/43-management-break-glass-alarms-us-east-1.yaml edd4056b7074cecc9fd153d7ae7c3650ac88b64833d330db1f634f205def8b08 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  tag Customer globex
  tag landform globex
}

step_management-break-glass-alarms-us-east-2() {
  title 'Alarms on the use of break-glass users, in the management account, us-east-2'
  needs topics organization-trail
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-2
  stack globex-management-break-glass-alarms stacks/43-management-break-glass-alarms-us-east-2.yaml edd4056b7074cecc9fd153d7ae7c3650ac88b64833d330db1f634f205def8b08 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  tag Customer globex
  tag landform globex
}

step_access-analyzer-administrator() {
  title 'Delegated administration of Access Analyzer'
  needs organization accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal access-analyzer.amazonaws.com
  call aws iam create-service-linked-role --aws-service-name access-analyzer.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal access-analyzer.amazonaws.com --account-id '{ssm:/landform/globex/accounts/Audit/id}'
  tolerates InvalidInput AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal access-analyzer.amazonaws.com
}

step_access-analyzer() {
  title 'Access analyzers'
  needs access-analyzer-administrator accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-access-analyzer stacks/44-access-analyzer.yaml 15725119ae4773d4888af62e4e21a6bcc1bb0b5b2d6902331d9f4728d3182625 inline
  tag Customer globex
  tag landform globex
}

step_root-access-administrator() {
  title 'Delegated administration of root access'
  needs root-access accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations register-delegated-administrator --service-principal iam.amazonaws.com --account-id '{ssm:/landform/globex/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal iam.amazonaws.com
}

step_config-delegation() {
  title 'AWS Config: the audit account administers it'
  needs organization accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal config.amazonaws.com
  call aws organizations enable-aws-service-access --service-principal config-multiaccountsetup.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal config.amazonaws.com --account-id '{ssm:/landform/globex/accounts/Audit/id}'
  call aws organizations register-delegated-administrator --service-principal config-multiaccountsetup.amazonaws.com --account-id '{ssm:/landform/globex/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-services-for-account --account-id '{ssm:/landform/globex/accounts/Audit/id}'
}

step_config-aggregator() {
  title 'AWS Config: the organization'\''s aggregator'
  needs config-delegation accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-config-aggregator stacks/46-config-aggregator.yaml 9f701f476a9afca429df9e942b8d01f291d77198310d67475e54f4c2b3a31079 inline
  capabilities CAPABILITY_IAM
  tag Customer globex
  tag landform globex
}

step_config-recorder() {
  title 'AWS Config: recorder, delivery and rules'
  needs log-archive artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-config-recorder stacks/46-config-recorder.yaml 2a1b7bd2ddf3eee0b8c8ca7f6986465ca8f5af850be8e8f46e1b212797b6301b inline
  tag Customer globex
  tag landform globex
  stack_set globex-config-recorder stack-sets/config-recorder.yaml fd2d715e567e9796646ff28c3fec79d7d59de690ad95ad2e17fb1f46b07e826f
  set_capabilities CAPABILITY_IAM
  set_regions eu-west-1
  set_parameter LogArchiveAccountId '{ssm:/landform/globex/accounts/LogArchive/id}'
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_management-config-recorder-eu-west-1() {
  title 'AWS Config: recorder, delivery and rules, in the management account, eu-west-1'
  needs log-archive
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-config-recorder stacks/46-management-config-recorder-eu-west-1.yaml 6949eda1e4a061eb6f475524768c888a4c4f8c93183c53f1dada3859ccec8508 inline
  capabilities CAPABILITY_IAM
  tag Customer globex
  tag landform globex
}

step_findings-archive() {
  title 'Log archive: exported findings'
  needs log-archive accounts-1
  account log-archive '{ssm:/landform/globex/accounts/LogArchive/id}'
  region eu-west-1
  stack globex-findings-archive stacks/48-findings-archive.yaml e3edad727b0092b6e9036889d9343634bd4ad99ea8271f01253fcbfd68342c24 inline
  protect
  parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  parameter OrganizationId '{ssm:/landform/globex/organization/id}'
  tag Customer globex
  tag landform globex
}

step_guardduty() {
  title 'GuardDuty: the administrator'\''s detector'
  needs findings-archive accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-guardduty stacks/48-guardduty.yaml edc757bb1341c3d9ab2e20723d55d8a2a00913d390dd5ec950555e82ea2f20b9 inline
  protect
  parameter FindingsKeyArn '{output:findings-archive/FindingsKeyArn}'
  parameter LogArchiveAccountId '{ssm:/landform/globex/accounts/LogArchive/id}'
  tag Customer globex
  tag landform globex
}

step_management-guardduty() {
  title 'GuardDuty: the management account'\''s detector'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-guardduty stacks/48-management-guardduty.yaml b3f6e5e2d9454963ef7047c8f56de0c8720da7adaefa66042a3262a6ce062582 inline
  protect
  tag Customer globex
  tag landform globex
}

step_guardduty-delegation() {
  title 'GuardDuty: the audit account administers it'
  needs guardduty management-guardduty
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com
  call aws organizations enable-aws-service-access --service-principal malware-protection.guardduty.amazonaws.com
  call aws guardduty enable-organization-admin-account --admin-account-id '{ssm:/landform/globex/accounts/Audit/id}' --region eu-west-1
  tolerates BadRequestException
  check aws guardduty list-organization-admin-accounts --region eu-west-1
}

step_guardduty-organization() {
  title 'GuardDuty: on in every account, with its protections'
  needs guardduty-delegation accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  call aws guardduty update-organization-configuration --detector-id '{output:guardduty/DetectorId}' --auto-enable-organization-members ALL --features '[{"Name": "EKS_AUDIT_LOGS", "AutoEnable": "ALL"}, {"Name": "LAMBDA_NETWORK_LOGS", "AutoEnable": "ALL"}, {"Name": "EBS_MALWARE_PROTECTION", "AutoEnable": "ALL"}, {"Name": "RDS_LOGIN_EVENTS", "AutoEnable": "ALL"}, {"Name": "RUNTIME_MONITORING", "AutoEnable": "ALL", "AdditionalConfiguration": [{"Name": "EC2_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "ECS_FARGATE_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "EKS_ADDON_MANAGEMENT", "AutoEnable": "ALL"}]}, {"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}]' --region eu-west-1
  check aws guardduty describe-organization-configuration --detector-id '{output:guardduty/DetectorId}'
}

step_security-hub-management() {
  title 'Security Hub: on in the management account'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws securityhub enable-security-hub --no-enable-default-standards --region eu-west-1
  tolerates ResourceConflictException
  check aws securityhub describe-hub --region eu-west-1
}

step_security-hub-admin() {
  title 'Security Hub: the audit account administers it'
  needs accounts-1 security-hub-management
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-security-hub-admin stacks/49-security-hub-admin.yaml e97e74578aeef630c466724ada785b779fb607884fed7f9d8af00aba2546f31e inline
  protect
  tag Customer globex
  tag landform globex
}

step_security-hub-audit() {
  title 'Security Hub: on in the administrator'\''s account'
  needs security-hub-admin
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  call aws securityhub enable-security-hub --no-enable-default-standards --region eu-west-1
  tolerates ResourceConflictException
  check aws securityhub describe-hub --region eu-west-1
}

step_security-hub() {
  title 'Security Hub: standards for the organization'
  needs security-hub-audit config-recorder accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-security-hub stacks/49-security-hub.yaml 946a9405aba4597112e9aebcdc8acae688e7e1e7dce18e2c22027bb0a3d2b825 inline
  parameter RootId '{ssm:/landform/globex/organization/root-id}'
  tag Customer globex
  tag landform globex
}

step_trail-alarms() {
  title 'Alarms on the organization trail'
  needs organization-trail topics
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-trail-alarms stacks/54-trail-alarms.yaml 9662e362d19919286be75d91070c074e34cbfae9bf96b80a3c29c518c9b99df7 inline
  tag Customer globex
  tag landform globex
}

step_finding-routes() {
  title 'Routes of findings'
  needs topics accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-finding-routes stacks/55-finding-routes.yaml 7fa50194fa564effae7466304476d5fbf64b7e5993938398a2a7b738e4907438 inline
  parameter OrganizationId '{ssm:/landform/globex/organization/id}'
  tag Customer globex
  tag landform globex
}

step_event-forwarding() {
  title 'Events forwarded to the audit account'
  needs finding-routes artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-event-forwarding stacks/55-event-forwarding.yaml 6cc1a4a0481fd546ff5af39d5b300ccfcd8ae0bfdddf27d8d62cbbc1980511a8 inline
  tag Customer globex
  tag landform globex
  stack_set globex-event-forwarding stack-sets/event-forwarding.yaml fe8983be71aacef8d57fc896ad6103a924921ad23a6674c9a9355c429812ea52
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1 us-east-1
  set_parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_management-event-forwarding-eu-west-1() {
  title 'Events forwarded to the audit account, in the management account, eu-west-1'
  needs finding-routes
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-event-forwarding stacks/55-management-event-forwarding-eu-west-1.yaml 02df1af8df4500ddc78097ae908a6b70907c0c9c7692e10fc73b88024df35dea inline
  capabilities CAPABILITY_NAMED_IAM
  tag Customer globex
  tag landform globex
}

step_management-event-forwarding-us-east-1() {
  title 'Events forwarded to the audit account, in the management account, us-east-1'
  needs finding-routes
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  stack globex-management-event-forwarding stacks/55-management-event-forwarding-us-east-1.yaml fe8983be71aacef8d57fc896ad6103a924921ad23a6674c9a9355c429812ea52 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  tag Customer globex
  tag landform globex
}

step_central-logs() {
  title 'Central log groups'
  needs accounts-1
  account log-archive '{ssm:/landform/globex/accounts/LogArchive/id}'
  region eu-west-1
  stack globex-central-logs stacks/56-central-logs.yaml ba88a31fc9f80f6cee7431039178a77cc564fe964144916a55bc4b0c9787b462 inline
  protect
  tag Customer globex
  tag landform globex
}

step_log-queries() {
  title 'Queries over the archived trail'
  needs log-archive accounts-1
  account log-archive '{ssm:/landform/globex/accounts/LogArchive/id}'
  region eu-west-1
  stack globex-log-queries stacks/56-log-queries.yaml 3f3f7e8ef788efef98381945d4756a97d4c198e6d31a109d3963302e1809093f inline
  protect
  capabilities CAPABILITY_IAM
  parameter ManagementAccountId '{ssm:/landform/globex/accounts/management/id}'
  parameter OrganizationId '{ssm:/landform/globex/organization/id}'
  tag Customer globex
  tag landform globex
}

step_trail-queries() {
  title 'Saved queries over the trail'
  needs organization-trail
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-trail-queries stacks/56-trail-queries.yaml 1c3591636d66cd07efb1062765119611416a5859b707a7df39fc3e41ff53a584 inline
  tag Customer globex
  tag landform globex
}

step_trusted-access-observability() {
  title 'Trusted access for CloudWatch'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal observabilityadmin.amazonaws.com
  call aws iam create-service-linked-role --aws-service-name observabilityadmin.amazonaws.com
  tolerates InvalidInput
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''observabilityadmin.amazonaws.com'\'']'
}

step_central-logs-role() {
  title 'Role with which CloudWatch copies logs'
  needs accounts-1 trusted-access-observability
  account log-archive '{ssm:/landform/globex/accounts/LogArchive/id}'
  region eu-west-1
  call aws iam create-service-linked-role --aws-service-name logs-centralization.observabilityadmin.amazonaws.com
  tolerates InvalidInput
  check aws iam list-roles --path-prefix /aws-service-role/logs-centralization.observabilityadmin.amazonaws.com/
}

step_log-centralization() {
  title 'Centralization of logs'
  needs central-logs central-logs-role trusted-access-observability
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-log-centralization stacks/56-log-centralization.yaml b953233df8db2cec9508d7e900c2c56a9287625f5f5ee4a1ae6be25cc37b1b00 inline
  parameter CentralLogsKeyArn '{output:central-logs/CentralLogsKeyArn}'
  tag Customer globex
  tag landform globex
}

step_incident-notices() {
  title 'Notices of incidents'
  needs topics finding-routes accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-incident-notices stacks/58-incident-notices.yaml ef75360fbd199773358e0b3e65c333273734e342df0be2d7e10979f7420bab48 inline
  tag Customer globex
  tag landform globex
}

step_incident-responses() {
  title 'Runbooks and responses to incidents'
  needs topics artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-incident-responses stacks/58-incident-responses.yaml 24c31b6b0e39d60babab06f1db61ffcb69080684146ecc684646d5915b48f9c8 inline
  tag Customer globex
  tag landform globex
  stack_set globex-incident-responses stack-sets/incident-responses.yaml ed44f717df79a910287535facfa96596ef39ce301501305b15c0b4d08e7bab91
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1
  set_parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_management-incident-responses-eu-west-1() {
  title 'Runbooks and responses to incidents, in the management account, eu-west-1'
  needs topics
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-incident-responses stacks/58-management-incident-responses-eu-west-1.yaml b656af0ad267ffb0ad2af2de312dd1f0120c42d9ba30df13c137f5d451072695 upload
  capabilities CAPABILITY_NAMED_IAM
  tag Customer globex
  tag landform globex
}

step_alarms() {
  title 'Alarms on metrics of workloads'
  needs topics artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-alarms stacks/64-alarms.yaml 8feebee0bb607b4146bb363944d22f92c609357c235e4b77d0e6c57fa02899e5 inline
  tag Customer globex
  tag landform globex
  stack_set globex-alarms stack-sets/alarms.yaml c9404c2c6980da3f5f9cc14e06449d1f988ce106a956bb529d4d2227ec41256a
  set_regions eu-west-1
  set_parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_dashboards() {
  title 'Dashboards of workloads'
  needs artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-dashboards stacks/64-dashboards.yaml 0d97bd9a7faa6ecd34a64b12f44a47aa1d0fe0aa5328d1e2d56241c8820375fb inline
  tag Customer globex
  tag landform globex
  stack_set globex-dashboards stack-sets/dashboards.yaml 0c457e4075c1ecd4c1ad07ee06ca8b17c27c4d63f66a2c815a76102c40eebd04
  set_regions eu-west-1
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_metric-sink() {
  title 'Where accounts share their metrics'
  needs topics accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-metric-sink stacks/64-metric-sink.yaml 2831e94e1c0fb53a027a600126c6ac732c58a505c9942eccc24a6562ee4802b7 inline
  parameter OrganizationId '{ssm:/landform/globex/organization/id}'
  tag Customer globex
  tag landform globex
}

step_metric-sink-arn-eu-west-1() {
  title 'ARN of the sink in eu-west-1'
  needs metric-sink
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  call aws oam list-sinks --region eu-west-1
  capture /landform/globex/metric-sinks/eu-west-1 aws oam list-sinks --region eu-west-1 --query 'Items[?Name=='\''globex-organization'\''].Arn | [0]' --output text
}

step_management-metric-links() {
  title 'Metrics of the management account shared with the audit account'
  needs metric-sink-arn-eu-west-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-metric-links stacks/64-management-metric-links.yaml eecc61027792fdf16832c9258ed2c4b9650769f2314ab369d7d64287250e83af inline
  tag Customer globex
  tag landform globex
}

step_metric-links-eu-west-1() {
  title 'Metrics shared with the audit account, eu-west-1'
  needs metric-sink-arn-eu-west-1 artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-metric-links-eu-west-1 stacks/64-metric-links-eu-west-1.yaml cc08ea9b8f10aa1857a49e2babe58c98e87e5f7815878c51f6adc61757005fa7 inline
  tag Customer globex
  tag landform globex
  stack_set globex-metric-links-eu-west-1 stack-sets/metric-links-eu-west-1.yaml 28f472b01173fd464be52ddcdf0c6d180db7d27f5071a453a1db11aa54269630
  set_regions eu-west-1
  set_parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  set_parameter SinkArn '{ssm:/landform/globex/metric-sinks/eu-west-1}'
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_organization-dashboard() {
  title 'Dashboard of the organization'
  needs accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-organization-dashboard stacks/64-organization-dashboard.yaml caa528d14ddf048e2c4d8609052e0c26c3bf164c8676a24fc6804f79d78c486f inline
  tag Customer globex
  tag landform globex
}

step_patching() {
  title 'Patch baselines, daily scan and maintenance window'
  needs artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-patching stacks/66-patching.yaml cd6e2520b591f23fc8a44ffd89f93ac4d37f50022b4cb2b55d1bab5ee5a47adf inline
  tag Customer globex
  tag landform globex
  stack_set globex-patching stack-sets/patching.yaml 8681ec0d1f44bcc53e0c115b7b7e695bb50752e4a72ca65be937d8aa8921fbe1
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_systems-manager-administrator() {
  title 'Delegated administration of Systems Manager'
  needs organization accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal ssm.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal ssm.amazonaws.com --account-id '{ssm:/landform/globex/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal ssm.amazonaws.com
}

step_patch-report-role() {
  title 'Role with which the patch report finds accounts'
  needs systems-manager-administrator
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  call aws iam create-service-linked-role --aws-service-name accountdiscovery.ssm.amazonaws.com
  tolerates InvalidInput
  check aws iam get-role --role-name AWSServiceRoleForAmazonSSM_AccountDiscovery
}

step_patch-report() {
  title 'Report of patch compliance'
  needs patch-report-role accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-patch-report stacks/66-patch-report.yaml a48ed06e48174128c77e9c9a73bb63a3c11ec51278cbed8c23ace207cf6c2467 inline
  tag Customer globex
  tag landform globex
}

step_trusted-access-backup() {
  title 'Trusted access for AWS Backup'
  needs organization
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations enable-aws-service-access --service-principal backup.amazonaws.com
  check aws backup describe-global-settings
}

step_backup-administrator() {
  title 'Administrator of AWS Backup'
  needs trusted-access-backup accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  call aws organizations register-delegated-administrator --service-principal backup.amazonaws.com --account-id '{ssm:/landform/globex/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal backup.amazonaws.com
}

step_backup() {
  title 'Vaults, plans and service settings of backups'
  needs topics artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-backup stacks/69-backup.yaml aa619edb18c2713953c22531b27f3cf7cfe2dd12fdab2e3d33e50ecf957db61e inline
  tag Customer globex
  tag landform globex
  stack_set globex-backup stack-sets/backup.yaml 985f645cf3b85651309dafd1e7e1f526953fcb4540ca02bb5b9f3078ca5aba43
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1
  set_parameter AuditAccountId '{ssm:/landform/globex/accounts/Audit/id}'
  set_parameter OrganizationId '{ssm:/landform/globex/organization/id}'
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_management-backup-eu-west-1() {
  title 'Vaults, plans and service settings of backups, in the management account, eu-west-1'
  needs topics
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-backup stacks/69-management-backup-eu-west-1.yaml 8f6ea8ead0ab45f8ee8cfb7636fdebb032b84d989420dfc4173c20dd64a69b73 inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  tag Customer globex
  tag landform globex
}

step_backup-audit() {
  title 'Audit of backups'
  needs config-recorder management-config-recorder-eu-west-1 backup management-backup-eu-west-1 artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-backup-audit stacks/70-backup-audit.yaml 2cbf75ab97fa3f54f17ba4a907aa222f32827a77fc43bdc5cf44c6e8a30cd75c inline
  tag Customer globex
  tag landform globex
  stack_set globex-backup-audit stack-sets/backup-audit.yaml d38cccc6d7f026330c4ce78ae8adc1cf1d3bcb0d3e23d92506369478c1c06a4c
  set_regions eu-west-1
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_backup-reports() {
  title 'Reports of backups, copies and restores'
  needs backup-administrator accounts-1
  account audit '{ssm:/landform/globex/accounts/Audit/id}'
  region eu-west-1
  stack globex-backup-reports stacks/70-backup-reports.yaml eee3848c71f6fd0b00f16e57a74170150edf0fab4212d5a63be36a8057a428fa inline
  protect
  tag Customer globex
  tag landform globex
}

step_backup-restore-tests() {
  title 'Restore tests'
  needs backup management-backup-eu-west-1 artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-backup-restore-tests stacks/70-backup-restore-tests.yaml 07486cbe781222e7effd96dc45b530729df2af75acd91bb1977d342136076fee inline
  tag Customer globex
  tag landform globex
  stack_set globex-backup-restore-tests stack-sets/backup-restore-tests.yaml 565dcf836c99ef359e9d96f91813363c6adaf9de3e4e204300eb56b1f6fc65e5
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-west-1
  set_ring test '{ssm:/landform/globex/units/Development/id}'
}

step_management-backup-audit-eu-west-1() {
  title 'Audit of backups, in the management account, eu-west-1'
  needs config-recorder management-config-recorder-eu-west-1 backup management-backup-eu-west-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-backup-audit stacks/70-management-backup-audit-eu-west-1.yaml d38cccc6d7f026330c4ce78ae8adc1cf1d3bcb0d3e23d92506369478c1c06a4c inline
  tag Customer globex
  tag landform globex
}

step_management-backup-restore-tests-eu-west-1() {
  title 'Restore tests, in the management account, eu-west-1'
  needs backup management-backup-eu-west-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region eu-west-1
  stack globex-management-backup-restore-tests stacks/70-management-backup-restore-tests-eu-west-1.yaml 565dcf836c99ef359e9d96f91813363c6adaf9de3e4e204300eb56b1f6fc65e5 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Customer globex
  tag landform globex
}

step_billing-preferences() {
  title 'Billing preferences and access to billing'
  needs organization
  who 'root user of the management account'
  instruction 'Sign in as the root user, open **Account**, find **IAM user and role access to Billing information**, choose **Edit**, tick **Activate IAM Access**, choose **Update**.'
  instruction 'Open **Billing and Cost Management > Billing preferences**. Under **Alert preferences** tick **Receive AWS Free Tier alerts** and **Receive CloudWatch billing alerts**, choose **Update**.'
  instruction 'Under **Invoice delivery preferences** have invoices sent to `aws-billing@globex.example`.'
  instruction 'Open **Billing and Cost Management > Payment preferences** and check the payment method with whoever pays. Card and bank data are typed in here by a person, and written down nowhere else.'
  instruction 'Open **Billing and Cost Management > Cost Explorer** once and launch it: cost data is prepared from then on, up to a day.'
  evidence 'screenshots of the account page and of the billing preferences, without payment data'
}

step_usage-report-us-east-1() {
  title 'Cost and usage report, us-east-1'
  needs billing-preferences
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  stack globex-usage-report stacks/72-usage-report-us-east-1.yaml d8b045844817f831cfebe4ad7f6b74a8c29bd7ba4cca3958ee3e31d0004916d6 inline
  protect
  tag Customer globex
  tag landform globex
}

step_billing-alarm-us-east-1() {
  title 'Billing alarm, us-east-1'
  needs billing-preferences billing-topic-us-east-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  stack globex-billing-alarm stacks/74-billing-alarm-us-east-1.yaml 0b8bc15fa08828420164ff36f3f8c74859000064c5629cd9e154bf7ce461665c inline
  tag Customer globex
  tag landform globex
}

step_budget-organization-us-east-1() {
  title 'Budget organization, us-east-1'
  needs billing-preferences billing-topic-us-east-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  stack globex-budget-organization stacks/74-budget-organization-us-east-1.yaml 880dca30fe756a13bb3ec1a5871ff1eef84d22cdab7718354e487df393bbe253 inline
  tag Customer globex
  tag landform globex
}

step_cost-anomalies-us-east-1() {
  title 'Cost anomaly detection, us-east-1'
  needs billing-preferences billing-topic-us-east-1
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  stack globex-cost-anomalies stacks/76-cost-anomalies-us-east-1.yaml 66c6f6cb60494e977f51fdd3f9a500810b6af58e0e057ecf1cc55c698fa7cca6 inline
  tag Customer globex
  tag landform globex
}

step_cost-categories-us-east-1() {
  title 'Cost categories, us-east-1'
  needs billing-preferences
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  stack globex-cost-categories stacks/78-cost-categories-us-east-1.yaml e4036fc5c44a9c27414aea21c157644335501034cf2c21958df1293b54c1e799 inline
  tag Customer globex
  tag landform globex
}

step_cost-allocation-tags() {
  title 'Cost allocation tags'
  needs organization-trail
  account management '{ssm:/landform/globex/accounts/management/id}'
  region us-east-1
  call aws ce update-cost-allocation-tags-status --region us-east-1 --cost-allocation-tags-status '[{"TagKey": "Customer", "Status": "Active"}]'
  check aws ce list-cost-allocation-tags --region us-east-1 --status Active --type UserDefined
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
