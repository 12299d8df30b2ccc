#!/usr/bin/env bash
# Deploys this out tree. Written by landform; --help shows how to use it, docs/deploying.md of landform how it
# works. First comes the deployment, a function a step, as manifest.json has it; then the program.
# shellcheck disable=SC2016,SC2034,SC2317,SC2329 # the program below calls and reads by name

customer='Lindenhof Klinikum'
slug=lindenhof
partition=aws
url_suffix=amazonaws.com
home_region=eu-central-1
regions=(eu-central-1 eu-west-1)
management_account=''
access_role=OrganizationAccountAccessRole
rings=()

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
  topics-eu-west-1
  confirm-subscriptions
  trusted-access-account
  account-settings
  management-account-settings-eu-central-1
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
  management-iam-eu-central-1
  iam-users-enrolled
  management-break-glass-alarms-ap-southeast-2
  management-break-glass-alarms-eu-central-1
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
  management-config-recorder-eu-central-1
  management-config-recorder-eu-west-1
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
  management-event-forwarding-eu-central-1
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
  management-incident-responses-eu-central-1
  management-incident-responses-eu-west-1
  alarms
  dashboards
  metric-sink
  metric-sink-arn-eu-central-1
  management-metric-links
  metric-links-eu-central-1
  metric-sink-eu-west-1
  metric-sink-arn-eu-west-1
  management-metric-links-eu-west-1
  metric-links-eu-west-1
  organization-dashboard
  patching
  systems-manager-administrator
  patch-report-role
  patch-report
  backup-central
  trusted-access-backup
  backup-administrator
  backup
  confirm-vault-lock
  backup-audit
  backup-reports
  backup-restore-tests
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
  instruction 'Register the account at https://portal.aws.amazon.com/billing/signup with the address `aws+management@lindenhof.example` and the account name `lindenhof-management`.'
  instruction 'Choose a business account; enter the means of payment there and nowhere else.'
  instruction 'Write its id into the blueprint, `organization: {management_account: "..."}`, and build again.'
  instruction 'Check that the account belongs to Lindenhof Klinikum, and that address and phone number are the company'\''s, not a person'\''s.'
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
  instruction 'Billing and Cost Management > Billing preferences > Invoice delivery preferences: let invoices go to `aws-billing@lindenhof.example` too.'
  evidence 'date and name of who entered them; the page Tax settings as a picture. No card or bank number, not in part either'
}

step_root-password() {
  title 'Password of the root user'
  needs management-account
  who 'root user of the management account'
  instruction 'Let the vault make a password of at least 32 characters; set it at Account > Security credentials.'
  instruction 'Keep it in the vault or in an HSM, apart from the mailbox `aws+management@lindenhof.example`, which could reset it.'
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
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-artifacts stacks/05-artifacts.yaml ec0a2354fc0baa894738270db4035d1476eb28602d024b37a69b814ed2bcc802 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_organization() {
  title 'Organization with all features'
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-organization stacks/12-organization.yaml 229b1d344762076c52ca052f13be814ac51b93a6a76b26edf93399a28bb93a86 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_root-access() {
  title 'Centralized root access'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal iam.amazonaws.com
  call aws iam enable-organizations-root-credentials-management
  call aws iam enable-organizations-root-sessions
  check aws iam list-organizations-features
}

step_units-1() {
  title 'Organizational units'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-units-1 stacks/14-units-1.yaml e4fb152819f504158f90430b20029b2f3888bb32c18985c8368be78f7ff893e8 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_accounts-1() {
  title 'Accounts, part 1'
  needs organization units-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-accounts-1 stacks/18-accounts-1.yaml 435fd130d4d2d6a9d583e900377de3c6ae079abb5df61f205758abeca1936046 inline
  protect
  keep_what_is_made
  tag Owner it-operations
  tag landform lindenhof
}

step_policy-types() {
  title 'Policy types of the organization'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-policy-type --root-id '{ssm:/landform/lindenhof/organization/root-id}' --policy-type SERVICE_CONTROL_POLICY
  call aws organizations enable-policy-type --root-id '{ssm:/landform/lindenhof/organization/root-id}' --policy-type TAG_POLICY
  call aws organizations enable-policy-type --root-id '{ssm:/landform/lindenhof/organization/root-id}' --policy-type S3_POLICY
  tolerates PolicyTypeAlreadyEnabledException
  check aws organizations list-roots --query 'Roots[].PolicyTypes'
}

step_policies-1() {
  title 'Organization policies'
  needs organization policy-types
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-policies-1 stacks/20-policies-1.yaml 00ace4f754e3466230b6d3856b620f3348b908b63f1b21ffcd750d7bc639c1ec inline
  tag Owner it-operations
  tag landform lindenhof
}

step_log-archive() {
  title 'Log archive: keys and write-once buckets'
  needs accounts-1
  account log-archive '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
  region eu-central-1
  stack lindenhof-log-archive stacks/30-log-archive.yaml c536024cf2273115251b2f28a7a3f2f7039bfb44284dbc37522b21370b78944b inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  parameter ManagementAccountId '{ssm:/landform/lindenhof/accounts/management/id}'
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_trusted-access-cloudtrail() {
  title 'Trusted access for CloudTrail'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''cloudtrail.amazonaws.com'\'']'
}

step_organization-trail() {
  title 'Organization trail'
  needs log-archive trusted-access-cloudtrail
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-organization-trail stacks/32-organization-trail.yaml c8aed6135f6c4236a39bebeac1bc57877bcec20a5a1e82c90212c58a61ee18b5 inline
  protect
  capabilities CAPABILITY_IAM
  parameter TrailKeyArn '{output:log-archive/TrailKeyArn}'
  tag Owner it-operations
  tag landform lindenhof
}

step_trusted-access-stack-sets() {
  title 'Trusted access for stack sets'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws cloudformation activate-organizations-access
  check aws cloudformation describe-organizations-access
}

step_billing-topic() {
  title 'Billing topic'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-billing-topic stacks/36-billing-topic.yaml d175d3260c5397c4ec292b5e3153e5a13e7580cc9a1591a48a5964355a985145 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_billing-topic-us-east-1() {
  title 'Billing topic, us-east-1'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  stack lindenhof-billing-topic stacks/36-billing-topic-us-east-1.yaml d175d3260c5397c4ec292b5e3153e5a13e7580cc9a1591a48a5964355a985145 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_topics() {
  title 'Security and operations topics'
  needs accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-topics stacks/36-topics.yaml 8abf80043c6fe818d75415a3d0742d33ad3a736bb0eef6baac8219843bec621c inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_topics-eu-west-1() {
  title 'Security and operations topics, eu-west-1'
  needs accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-west-1
  stack lindenhof-topics stacks/36-topics-eu-west-1.yaml 8abf80043c6fe818d75415a3d0742d33ad3a736bb0eef6baac8219843bec621c inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_confirm-subscriptions() {
  title 'Confirm the mailboxes of the topics'
  needs topics topics-eu-west-1 billing-topic billing-topic-us-east-1
  who 'readers of the group mailboxes'
  instruction 'Confirm each mail below within two days: copy the token out of its link (`Token=...`) and run, in the account and region of the topic, `aws sns confirm-subscription --topic-arn TOPIC --token TOKEN --authenticate-on-unsubscribe true`. The link itself would do, but then whoever gets a forwarded message could unsubscribe the mailbox.'
  instruction 'Mailbox `aws-security@lindenhof.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `lindenhof-security`, one for each of: eu-central-1, eu-west-1.'
  instruction 'Mailbox `aws-operations@lindenhof.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `lindenhof-operations`, one for each of: eu-central-1, eu-west-1.'
  instruction 'Mailbox `aws-billing@lindenhof.example`: the mails "AWS Notification - Subscription Confirmation" of the topic `lindenhof-billing`, one for each of: eu-central-1, us-east-1.'
  instruction 'Where a token ran out, request another: `aws sns subscribe --topic-arn TOPIC --protocol email --notification-endpoint MAILBOX --region REGION`.'
  instruction 'In the audit account and in the management account, run `aws sns list-subscriptions --region REGION` for each region above: no `SubscriptionArn` may read `PendingConfirmation`.'
  instruction 'Publish a test to each topic, `aws sns publish --topic-arn TOPIC --message test --region REGION`, and see it arrive.'
  evidence 'the outputs of `aws sns list-subscriptions`, by account and region, and the test mails'
}

step_trusted-access-account() {
  title 'Trusted access for Account Management'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal account.amazonaws.com
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''account.amazonaws.com'\'']'
}

step_account-settings() {
  title 'Account settings'
  needs trusted-access-account artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-account-settings stacks/38-account-settings.yaml ff1c14bf34bb3d2c0b6da9e4b882c2f621cddf7a703a8d2572ffb5f43aa91990 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-account-settings stack-sets/account-settings.yaml 523898e42d32842e3aac3747a32229193677986beaf30ca15aa6970b3acfd072
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-central-1
}

step_management-account-settings-eu-central-1() {
  title 'Account settings, in the management account, eu-central-1'
  needs trusted-access-account
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-account-settings stacks/38-management-account-settings-eu-central-1.yaml b7f656c8d566aa37d1fd2048a921c5097c49b7e19439d523b3d36485058e34d2 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Owner it-operations
  tag landform lindenhof
}

step_identity-center-enabled() {
  title 'IAM Identity Center, enabled'
  needs organization
  who 'an administrator of the management account'
  instruction 'Sign in to the management account, choose the region eu-central-1 and open IAM Identity Center. Identity Center lives in one region, and moving it later means starting anew.'
  instruction 'Choose *Enable*, and an organization instance, not an account instance. If it is enabled already, check under *Settings* that it is an organization instance in that region.'
  instruction 'Under *Settings*, *Identity source*, leave *Identity Center directory*: groups come from the blueprint.'
  evidence 'a picture of the page *Settings* with region, instance and identity source'
}

step_identity-center-delegation() {
  title 'Identity Center, delegated to the audit account'
  needs identity-center-enabled accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations register-delegated-administrator --service-principal sso.amazonaws.com --account-id '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal sso.amazonaws.com
}

step_identity-center-instance() {
  title 'Ids of IAM Identity Center'
  needs identity-center-enabled
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  capture /landform/lindenhof/identity-center/instance-arn aws sso-admin list-instances --region eu-central-1 --query 'Instances[0].InstanceArn' --output text
  capture /landform/lindenhof/identity-center/identity-store-id aws sso-admin list-instances --region eu-central-1 --query 'Instances[0].IdentityStoreId' --output text
  check aws sso-admin list-instances --region eu-central-1
}

step_identity-center-groups-1() {
  title 'Groups of IAM Identity Center'
  needs identity-center-instance
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-identity-center-groups-1 stacks/40-identity-center-groups-1.yaml 67d4c659b25a72c961b0798aa8b602a0d613fee263356ad9c439162c590eb111 inline
  protect
  parameter IdentityStoreId '{ssm:/landform/lindenhof/identity-center/identity-store-id}'
  tag Owner it-operations
  tag landform lindenhof
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
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-permission-sets-1 stacks/40-permission-sets-1.yaml ee727c1b052f988824ea2de8fa03d6dee8de76849c27aba7c350303221e2442a inline
  protect
  parameter InstanceArn '{ssm:/landform/lindenhof/identity-center/instance-arn}'
  tag Owner it-operations
  tag landform lindenhof
}

step_assignments-administrators-as-administrator-1() {
  title '`administrator` for `administrators`'
  needs identity-center-instance permission-sets-1 identity-center-groups-1 accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-assignments-administrators-as-administrator-1 stacks/41-assignments-administrators-as-administrator-1.yaml adcd178b5303f8367326e21e3dd342d3a555960d1575a414f931aff2b5a067ed inline
  parameter InstanceArn '{ssm:/landform/lindenhof/identity-center/instance-arn}'
  parameter PermissionSetArn '{output:permission-sets-1/PermissionSetAdministratorArn}'
  parameter PrincipalId '{output:identity-center-groups-1/GroupAdministratorsId}'
  tag Owner it-operations
  tag landform lindenhof
}

step_assignments-read-only-as-read-only-1() {
  title '`read-only` for `read-only`'
  needs identity-center-instance permission-sets-1 identity-center-groups-1 accounts-1 assignments-administrators-as-administrator-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-assignments-read-only-as-read-only-1 stacks/41-assignments-read-only-as-read-only-1.yaml adcd178b5303f8367326e21e3dd342d3a555960d1575a414f931aff2b5a067ed inline
  parameter InstanceArn '{ssm:/landform/lindenhof/identity-center/instance-arn}'
  parameter PermissionSetArn '{output:permission-sets-1/PermissionSetReadOnlyArn}'
  parameter PrincipalId '{output:identity-center-groups-1/GroupReadOnlyId}'
  tag Owner it-operations
  tag landform lindenhof
}

step_management-assignments() {
  title 'Access to the management account'
  needs identity-center-instance identity-center-groups-1 assignments-read-only-as-read-only-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-assignments stacks/41-management-assignments.yaml 3aa3f44579ccc6496426d3560c238491bd3cc87293ed142aaeda77afe5efe24a inline
  protect
  parameter InstanceArn '{ssm:/landform/lindenhof/identity-center/instance-arn}'
  tag Owner it-operations
  tag landform lindenhof
}

step_iam-root() {
  title 'IAM: roles and policies of every account'
  needs artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-iam-root stacks/42-iam-root.yaml 3e129c19a15ba8d043490c988a9d141505d8f43fec8a9142d320bfd3c8059cb8 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-iam-root stack-sets/iam-root.yaml 60ba6dc41c7795493d5f1b6ea988ad8710547fa71c6be453ac30d6cc6134720a
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-central-1
  set_parameter TrustedAccounts '{ssm:/landform/lindenhof/accounts/Audit/id}'
}

step_management-iam-eu-central-1() {
  title 'IAM: groups, users, roles and policies, in the management account, eu-central-1'
  needs accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-iam stacks/42-management-iam-eu-central-1.yaml 7645c214c24f1c79856a610acfbf4128908e6a7a1811ac05704a4850c149256a inline
  capabilities CAPABILITY_NAMED_IAM
  tag Owner it-operations
  tag landform lindenhof
}

step_iam-users-enrolled() {
  title 'A password and an MFA device for each IAM user'
  needs management-iam-eu-central-1
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
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region ap-southeast-2
  stack lindenhof-management-break-glass-alarms stacks/43-management-break-glass-alarms-ap-southeast-2.yaml 0cafd4cee37768c5b75b0abb1a88b59405b0069abbf0156aa4735da2a957bf1d inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_management-break-glass-alarms-eu-central-1() {
  title 'Alarms on the use of break-glass users, in the management account, eu-central-1'
  needs topics organization-trail
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-break-glass-alarms stacks/43-management-break-glass-alarms-eu-central-1.yaml f80f61dd1c3f48f295391a9a1100da2e299253fc6af364790a15f82ab0ae9116 inline
  capabilities CAPABILITY_NAMED_IAM
  tag Owner it-operations
  tag landform lindenhof
}

step_management-break-glass-alarms-eu-north-1() {
  title 'Alarms on the use of break-glass users, in the management account, eu-north-1'
  needs topics organization-trail
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-north-1
  stack lindenhof-management-break-glass-alarms stacks/43-management-break-glass-alarms-eu-north-1.yaml 0cafd4cee37768c5b75b0abb1a88b59405b0069abbf0156aa4735da2a957bf1d inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_management-break-glass-alarms-eu-west-1() {
  title 'Alarms on the use of break-glass users, in the management account, eu-west-1'
  needs topics organization-trail
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-west-1
  stack lindenhof-management-break-glass-alarms stacks/43-management-break-glass-alarms-eu-west-1.yaml 0cafd4cee37768c5b75b0abb1a88b59405b0069abbf0156aa4735da2a957bf1d inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_management-break-glass-alarms-us-east-1() {
  title 'Alarms on the use of break-glass users, in the management account, us-east-1'
  needs topics organization-trail
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  stack lindenhof-management-break-glass-alarms stacks/43-management-break-glass-alarms-us-east-1.yaml 0cafd4cee37768c5b75b0abb1a88b59405b0069abbf0156aa4735da2a957bf1d inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_management-break-glass-alarms-us-east-2() {
  title 'Alarms on the use of break-glass users, in the management account, us-east-2'
  needs topics organization-trail
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-2
  stack lindenhof-management-break-glass-alarms stacks/43-management-break-glass-alarms-us-east-2.yaml 0cafd4cee37768c5b75b0abb1a88b59405b0069abbf0156aa4735da2a957bf1d inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_access-analyzer-administrator() {
  title 'Delegated administration of Access Analyzer'
  needs organization accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal access-analyzer.amazonaws.com
  call aws iam create-service-linked-role --aws-service-name access-analyzer.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal access-analyzer.amazonaws.com --account-id '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tolerates InvalidInput AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal access-analyzer.amazonaws.com
}

step_access-analyzer() {
  title 'Access analyzers'
  needs access-analyzer-administrator accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-access-analyzer stacks/44-access-analyzer.yaml 90e964afe8bea3d7b41c9eb663c4f0d59b023ffbb8d2cb0c6b627aea2b9e5add inline
  tag Owner it-operations
  tag landform lindenhof
}

step_access-analyzer-eu-west-1() {
  title 'Access analyzers, eu-west-1'
  needs access-analyzer-administrator accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-west-1
  stack lindenhof-access-analyzer stacks/44-access-analyzer-eu-west-1.yaml 05f8a6755d1ea5cb83465f9bf6fc3c2db6ed1764ac66f098517ee4c4e8c87d5b inline
  tag Owner it-operations
  tag landform lindenhof
}

step_root-access-administrator() {
  title 'Delegated administration of root access'
  needs root-access accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations register-delegated-administrator --service-principal iam.amazonaws.com --account-id '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal iam.amazonaws.com
}

step_config-delegation() {
  title 'AWS Config: the audit account administers it'
  needs organization accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal config.amazonaws.com
  call aws organizations enable-aws-service-access --service-principal config-multiaccountsetup.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal config.amazonaws.com --account-id '{ssm:/landform/lindenhof/accounts/Audit/id}'
  call aws organizations register-delegated-administrator --service-principal config-multiaccountsetup.amazonaws.com --account-id '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-services-for-account --account-id '{ssm:/landform/lindenhof/accounts/Audit/id}'
}

step_config-aggregator() {
  title 'AWS Config: the organization'\''s aggregator'
  needs config-delegation accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-config-aggregator stacks/46-config-aggregator.yaml f3341e677fb31060f20de304becb629962a258164f3f328ecbc6983c2ac8220e inline
  capabilities CAPABILITY_IAM
  tag Owner it-operations
  tag landform lindenhof
}

step_config-recorder() {
  title 'AWS Config: recorder, delivery and rules'
  needs log-archive artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-config-recorder stacks/46-config-recorder.yaml 5a53862b7a949b875fdb5ccb33ec9382722c348f5e6a5d89df7998922c9b668d inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-config-recorder stack-sets/config-recorder.yaml d8df051d3aaf70a9b4e3903d29a3e8659f6572bd547e9dd1f4c6127411a8c9a6
  set_capabilities CAPABILITY_IAM
  set_regions eu-central-1 eu-west-1
  set_parameter LogArchiveAccountId '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
}

step_management-config-recorder-eu-central-1() {
  title 'AWS Config: recorder, delivery and rules, in the management account, eu-central-1'
  needs log-archive
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-config-recorder stacks/46-management-config-recorder-eu-central-1.yaml ffcf90017c2260c9c7ecdd10ee2e1070a38ef567497e2553ef435227e0ec94e6 inline
  capabilities CAPABILITY_IAM
  tag Owner it-operations
  tag landform lindenhof
}

step_management-config-recorder-eu-west-1() {
  title 'AWS Config: recorder, delivery and rules, in the management account, eu-west-1'
  needs log-archive
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-west-1
  stack lindenhof-management-config-recorder stacks/46-management-config-recorder-eu-west-1.yaml d8df051d3aaf70a9b4e3903d29a3e8659f6572bd547e9dd1f4c6127411a8c9a6 inline
  capabilities CAPABILITY_IAM
  parameter LogArchiveAccountId '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_findings-archive() {
  title 'Log archive: exported findings'
  needs log-archive accounts-1
  account log-archive '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
  region eu-central-1
  stack lindenhof-findings-archive stacks/48-findings-archive.yaml 0e9044a54eb65854ed41b41dbd9d5f61d4aa4f0ce2ce6c53fd71b64189332634 inline
  protect
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_guardduty() {
  title 'GuardDuty: the administrator'\''s detector'
  needs findings-archive accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-guardduty stacks/48-guardduty.yaml b56f75b73c19aee2a8e91305d5d4935d9faeee9d82a563d138cdfd31fbca5252 inline
  protect
  parameter FindingsKeyArn '{output:findings-archive/FindingsKeyArn}'
  parameter LogArchiveAccountId '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_guardduty-eu-west-1() {
  title 'GuardDuty: the administrator'\''s detector, eu-west-1'
  needs findings-archive accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-west-1
  stack lindenhof-guardduty stacks/48-guardduty-eu-west-1.yaml b56f75b73c19aee2a8e91305d5d4935d9faeee9d82a563d138cdfd31fbca5252 inline
  protect
  parameter FindingsKeyArn '{output:findings-archive/FindingsKeyArn}'
  parameter LogArchiveAccountId '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_management-guardduty() {
  title 'GuardDuty: the management account'\''s detector'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-guardduty stacks/48-management-guardduty.yaml b3f6e5e2d9454963ef7047c8f56de0c8720da7adaefa66042a3262a6ce062582 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_management-guardduty-eu-west-1() {
  title 'GuardDuty: the management account'\''s detector, eu-west-1'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-west-1
  stack lindenhof-management-guardduty stacks/48-management-guardduty-eu-west-1.yaml b3f6e5e2d9454963ef7047c8f56de0c8720da7adaefa66042a3262a6ce062582 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_guardduty-delegation() {
  title 'GuardDuty: the audit account administers it'
  needs guardduty management-guardduty guardduty-eu-west-1 management-guardduty-eu-west-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com
  call aws organizations enable-aws-service-access --service-principal malware-protection.guardduty.amazonaws.com
  call aws guardduty enable-organization-admin-account --admin-account-id '{ssm:/landform/lindenhof/accounts/Audit/id}' --region eu-central-1
  call aws guardduty enable-organization-admin-account --admin-account-id '{ssm:/landform/lindenhof/accounts/Audit/id}' --region eu-west-1
  tolerates BadRequestException
  check aws guardduty list-organization-admin-accounts --region eu-central-1
}

step_guardduty-organization() {
  title 'GuardDuty: on in every account, with its protections'
  needs guardduty-delegation accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  call aws guardduty update-organization-configuration --detector-id '{output:guardduty/DetectorId}' --auto-enable-organization-members ALL --features '[{"Name": "EKS_AUDIT_LOGS", "AutoEnable": "ALL"}, {"Name": "LAMBDA_NETWORK_LOGS", "AutoEnable": "ALL"}, {"Name": "EBS_MALWARE_PROTECTION", "AutoEnable": "ALL"}, {"Name": "RDS_LOGIN_EVENTS", "AutoEnable": "ALL"}, {"Name": "RUNTIME_MONITORING", "AutoEnable": "ALL", "AdditionalConfiguration": [{"Name": "EC2_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "ECS_FARGATE_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "EKS_ADDON_MANAGEMENT", "AutoEnable": "ALL"}]}, {"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}]' --region eu-central-1
  call aws guardduty update-organization-configuration --detector-id '{output:guardduty-eu-west-1/DetectorId}' --auto-enable-organization-members ALL --features '[{"Name": "EKS_AUDIT_LOGS", "AutoEnable": "ALL"}, {"Name": "LAMBDA_NETWORK_LOGS", "AutoEnable": "ALL"}, {"Name": "EBS_MALWARE_PROTECTION", "AutoEnable": "ALL"}, {"Name": "RDS_LOGIN_EVENTS", "AutoEnable": "ALL"}, {"Name": "RUNTIME_MONITORING", "AutoEnable": "ALL", "AdditionalConfiguration": [{"Name": "EC2_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "ECS_FARGATE_AGENT_MANAGEMENT", "AutoEnable": "ALL"}, {"Name": "EKS_ADDON_MANAGEMENT", "AutoEnable": "ALL"}]}, {"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}]' --region eu-west-1
  check aws guardduty describe-organization-configuration --detector-id '{output:guardduty/DetectorId}'
}

step_security-hub-management() {
  title 'Security Hub: on in the management account'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws securityhub enable-security-hub --no-enable-default-standards --region eu-central-1
  call aws securityhub enable-security-hub --no-enable-default-standards --region eu-west-1
  tolerates ResourceConflictException
  check aws securityhub describe-hub --region eu-central-1
}

step_security-hub-admin() {
  title 'Security Hub: the audit account administers it'
  needs accounts-1 security-hub-management
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-security-hub-admin stacks/49-security-hub-admin.yaml 9da05c8ea7c3cf942a4880329eee2a89a7ab72651096497bb75f30b0f91dcfa9 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_security-hub-audit() {
  title 'Security Hub: on in the administrator'\''s account'
  needs security-hub-admin
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  call aws securityhub enable-security-hub --no-enable-default-standards --region eu-central-1
  tolerates ResourceConflictException
  check aws securityhub describe-hub --region eu-central-1
}

step_security-hub() {
  title 'Security Hub: standards for the organization'
  needs security-hub-audit config-recorder accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-security-hub stacks/49-security-hub.yaml 411b7d5ea70c9d445dea27fc4561f1190d38a182964dcda3b0479aaa414ac5aa inline
  parameter RootId '{ssm:/landform/lindenhof/organization/root-id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_trail-alarms() {
  title 'Alarms on the organization trail'
  needs organization-trail topics
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-trail-alarms stacks/54-trail-alarms.yaml ca0364173438c5d5b4d769cc1fc29e38825e091aeb05f7a27e22e3f00c047b93 inline
  tag Owner it-operations
  tag landform lindenhof
}

step_finding-routes() {
  title 'Routes of findings'
  needs topics accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-finding-routes stacks/55-finding-routes.yaml 46e3f26830b279737262f80d395c5f4c3759c86933830f44a3a702e326a4a9b2 inline
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_finding-routes-eu-west-1() {
  title 'Routes of findings, eu-west-1'
  needs topics-eu-west-1 accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-west-1
  stack lindenhof-finding-routes stacks/55-finding-routes-eu-west-1.yaml 1ffb2e5a8a85650a750e9fa8e72f16da9c52018ab5dd5d52a5755b47392c02bd inline
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_event-forwarding() {
  title 'Events forwarded to the audit account'
  needs finding-routes finding-routes-eu-west-1 artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-event-forwarding stacks/55-event-forwarding.yaml e750f2d57e609587577a5ee8212594d161a53bc3df357e2cde55068d8dd0031a inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-event-forwarding stack-sets/event-forwarding.yaml 0f5ce0d1f646c7ab84bf242c44bb3faca70b4a26c4e93888cda364f83fa98333
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-central-1 eu-west-1 us-east-1
  set_parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
}

step_management-event-forwarding-eu-central-1() {
  title 'Events forwarded to the audit account, in the management account, eu-central-1'
  needs finding-routes finding-routes-eu-west-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-event-forwarding stacks/55-management-event-forwarding-eu-central-1.yaml 0f41fe6d5d5ef15a899bd70080bc326e4eccc22eab0eac32c109eec1962a636f inline
  capabilities CAPABILITY_NAMED_IAM
  tag Owner it-operations
  tag landform lindenhof
}

step_management-event-forwarding-eu-west-1() {
  title 'Events forwarded to the audit account, in the management account, eu-west-1'
  needs finding-routes finding-routes-eu-west-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-west-1
  stack lindenhof-management-event-forwarding stacks/55-management-event-forwarding-eu-west-1.yaml 0f5ce0d1f646c7ab84bf242c44bb3faca70b4a26c4e93888cda364f83fa98333 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_management-event-forwarding-us-east-1() {
  title 'Events forwarded to the audit account, in the management account, us-east-1'
  needs finding-routes finding-routes-eu-west-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  stack lindenhof-management-event-forwarding stacks/55-management-event-forwarding-us-east-1.yaml 0f5ce0d1f646c7ab84bf242c44bb3faca70b4a26c4e93888cda364f83fa98333 inline
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_central-logs() {
  title 'Central log groups'
  needs accounts-1
  account log-archive '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
  region eu-central-1
  stack lindenhof-central-logs stacks/56-central-logs.yaml 62556ddc87a3c74264bb6f3721faa95daa2fde66b7bb2dd88d608eec63237341 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_log-queries() {
  title 'Queries over the archived trail'
  needs log-archive accounts-1
  account log-archive '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
  region eu-central-1
  stack lindenhof-log-queries stacks/56-log-queries.yaml 2b0a5e783bc046ee65f7fb14495314be10dc441f11564d63be86d31437dbee51 inline
  protect
  capabilities CAPABILITY_IAM
  parameter ManagementAccountId '{ssm:/landform/lindenhof/accounts/management/id}'
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_trail-queries() {
  title 'Saved queries over the trail'
  needs organization-trail
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-trail-queries stacks/56-trail-queries.yaml 58a0418829534fed45b3d34c9ce39781ee9f6788e4e87cc3e03a7e6814a10618 inline
  tag Owner it-operations
  tag landform lindenhof
}

step_trusted-access-observability() {
  title 'Trusted access for CloudWatch'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal observabilityadmin.amazonaws.com
  call aws iam create-service-linked-role --aws-service-name observabilityadmin.amazonaws.com
  tolerates InvalidInput
  check aws organizations list-aws-service-access-for-organization --query 'EnabledServicePrincipals[?ServicePrincipal=='\''observabilityadmin.amazonaws.com'\'']'
}

step_central-logs-role() {
  title 'Role with which CloudWatch copies logs'
  needs accounts-1 trusted-access-observability
  account log-archive '{ssm:/landform/lindenhof/accounts/LogArchive/id}'
  region eu-central-1
  call aws iam create-service-linked-role --aws-service-name logs-centralization.observabilityadmin.amazonaws.com
  tolerates InvalidInput
  check aws iam list-roles --path-prefix /aws-service-role/logs-centralization.observabilityadmin.amazonaws.com/
}

step_log-centralization() {
  title 'Centralization of logs'
  needs central-logs central-logs-role trusted-access-observability
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-log-centralization stacks/56-log-centralization.yaml dc8dca807ec1748790a9ff36f6602c966033e93e81599ca3d6d83afce238bd4c inline
  parameter CentralLogsKeyArn '{output:central-logs/CentralLogsKeyArn}'
  tag Owner it-operations
  tag landform lindenhof
}

step_incident-notices() {
  title 'Notices of incidents'
  needs topics finding-routes accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-incident-notices stacks/58-incident-notices.yaml 487a0c4349cc4ce0b42237ed8958d8082dd93e8837bbd22faface7f7db334a7b inline
  tag Owner it-operations
  tag landform lindenhof
}

step_incident-notices-eu-west-1() {
  title 'Notices of incidents, eu-west-1'
  needs topics-eu-west-1 finding-routes-eu-west-1 accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-west-1
  stack lindenhof-incident-notices stacks/58-incident-notices-eu-west-1.yaml 487a0c4349cc4ce0b42237ed8958d8082dd93e8837bbd22faface7f7db334a7b inline
  tag Owner it-operations
  tag landform lindenhof
}

step_incident-responses() {
  title 'Runbooks and responses to incidents'
  needs topics topics-eu-west-1 artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-incident-responses stacks/58-incident-responses.yaml 4a2d2e22af4d5da9af389a8d6fe3bd3274f15a565a28bbbe15cf51a635f93883 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-incident-responses stack-sets/incident-responses.yaml 88b1f21556c4870aee8b593d87c209c16c27ea87b447b83ffdceff96fe18df0a
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-central-1 eu-west-1
  set_parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
}

step_management-incident-responses-eu-central-1() {
  title 'Runbooks and responses to incidents, in the management account, eu-central-1'
  needs topics topics-eu-west-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-incident-responses stacks/58-management-incident-responses-eu-central-1.yaml 2c845c87c566c32c505e3f4809a11c3736be5c29271301516af523f54ef9b92f upload
  capabilities CAPABILITY_NAMED_IAM
  tag Owner it-operations
  tag landform lindenhof
}

step_management-incident-responses-eu-west-1() {
  title 'Runbooks and responses to incidents, in the management account, eu-west-1'
  needs topics topics-eu-west-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-west-1
  stack lindenhof-management-incident-responses stacks/58-management-incident-responses-eu-west-1.yaml 88b1f21556c4870aee8b593d87c209c16c27ea87b447b83ffdceff96fe18df0a upload
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_alarms() {
  title 'Alarms on metrics of workloads'
  needs topics topics-eu-west-1 artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-alarms stacks/64-alarms.yaml ccd415fb4bc054685256b015ac02a94eb739446874f487ea3a54d137478b4bc9 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-alarms stack-sets/alarms.yaml 9ec7721c40041d89dea022caa43ea90f672e448312f9ab6bf2730febfbfd4c7b
  set_regions eu-central-1 eu-west-1
  set_parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
}

step_dashboards() {
  title 'Dashboards of workloads'
  needs artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-dashboards stacks/64-dashboards.yaml c5135dfd7a8e6d36744493d90778cd9d1c391e25a710cb877856c9d9851dd215 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-dashboards stack-sets/dashboards.yaml d07a4fbaf1981b881ed337a26158b10273540f8c5f3e0dbb29cc683b53235ae0
  set_regions eu-central-1
}

step_metric-sink() {
  title 'Where accounts share their metrics'
  needs topics accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-metric-sink stacks/64-metric-sink.yaml c101fe88e602984cad602b8dde2ac6db40cf78e1bec188260fbe587b1e6eb76f inline
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_metric-sink-arn-eu-central-1() {
  title 'ARN of the sink in eu-central-1'
  needs metric-sink
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  call aws oam list-sinks --region eu-central-1
  capture /landform/lindenhof/metric-sinks/eu-central-1 aws oam list-sinks --region eu-central-1 --query 'Items[?Name=='\''lindenhof-organization'\''].Arn | [0]' --output text
}

step_management-metric-links() {
  title 'Metrics of the management account shared with the audit account'
  needs metric-sink-arn-eu-central-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-management-metric-links stacks/64-management-metric-links.yaml 87bd3559aa67b7bcdfe74aad1df46445ec8f8df55a7754e1d47d1fc368dde9f6 inline
  tag Owner it-operations
  tag landform lindenhof
}

step_metric-links-eu-central-1() {
  title 'Metrics shared with the audit account, eu-central-1'
  needs metric-sink-arn-eu-central-1 artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-metric-links-eu-central-1 stacks/64-metric-links-eu-central-1.yaml 7d3900e45af8d8de06392515f822f49b986d2f873a6ef4ab09f95aa30a8dc963 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-metric-links-eu-central-1 stack-sets/metric-links-eu-central-1.yaml 28f472b01173fd464be52ddcdf0c6d180db7d27f5071a453a1db11aa54269630
  set_regions eu-central-1
  set_parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  set_parameter SinkArn '{ssm:/landform/lindenhof/metric-sinks/eu-central-1}'
}

step_metric-sink-eu-west-1() {
  title 'Where accounts share their metrics, eu-west-1'
  needs topics-eu-west-1 accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-west-1
  stack lindenhof-metric-sink stacks/64-metric-sink-eu-west-1.yaml c101fe88e602984cad602b8dde2ac6db40cf78e1bec188260fbe587b1e6eb76f inline
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_metric-sink-arn-eu-west-1() {
  title 'ARN of the sink in eu-west-1'
  needs metric-sink-eu-west-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-west-1
  call aws oam list-sinks --region eu-west-1
  capture /landform/lindenhof/metric-sinks/eu-west-1 aws oam list-sinks --region eu-west-1 --query 'Items[?Name=='\''lindenhof-organization'\''].Arn | [0]' --output text
}

step_management-metric-links-eu-west-1() {
  title 'Metrics of the management account shared with the audit account, eu-west-1'
  needs metric-sink-arn-eu-west-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-west-1
  stack lindenhof-management-metric-links stacks/64-management-metric-links-eu-west-1.yaml 28f472b01173fd464be52ddcdf0c6d180db7d27f5071a453a1db11aa54269630 inline
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  parameter SinkArn '{ssm:/landform/lindenhof/metric-sinks/eu-west-1}'
  tag Owner it-operations
  tag landform lindenhof
}

step_metric-links-eu-west-1() {
  title 'Metrics shared with the audit account, eu-west-1'
  needs metric-sink-arn-eu-west-1 artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-metric-links-eu-west-1 stacks/64-metric-links-eu-west-1.yaml dc796d935a5fbdbde2ca9c1ca60fdaef54922630d23de9f2312947640e5c6035 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-metric-links-eu-west-1 stack-sets/metric-links-eu-west-1.yaml 28f472b01173fd464be52ddcdf0c6d180db7d27f5071a453a1db11aa54269630
  set_regions eu-west-1
  set_parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  set_parameter SinkArn '{ssm:/landform/lindenhof/metric-sinks/eu-west-1}'
}

step_organization-dashboard() {
  title 'Dashboard of the organization'
  needs accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-organization-dashboard stacks/64-organization-dashboard.yaml ddce130ccd879a77bedfbdce822d8dd06afe124d8df13879092379ad03471104 inline
  tag Owner it-operations
  tag landform lindenhof
}

step_patching() {
  title 'Patch baselines, daily scan and maintenance window'
  needs artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-patching stacks/66-patching.yaml c10d31e354df43363ad57373cf994b25b6f5ce3001a2501d52ce8be886bc4864 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-patching stack-sets/patching.yaml 1eafcf2f674717b1783147aad9ba9eb83f873347026193e1ef76abe03200d2f7
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-central-1 eu-west-1
}

step_systems-manager-administrator() {
  title 'Delegated administration of Systems Manager'
  needs organization accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal ssm.amazonaws.com
  call aws organizations register-delegated-administrator --service-principal ssm.amazonaws.com --account-id '{ssm:/landform/lindenhof/accounts/Audit/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal ssm.amazonaws.com
}

step_patch-report-role() {
  title 'Role with which the patch report finds accounts'
  needs systems-manager-administrator
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  call aws iam create-service-linked-role --aws-service-name accountdiscovery.ssm.amazonaws.com
  tolerates InvalidInput
  check aws iam get-role --role-name AWSServiceRoleForAmazonSSM_AccountDiscovery
}

step_patch-report() {
  title 'Report of patch compliance'
  needs patch-report-role accounts-1
  account audit '{ssm:/landform/lindenhof/accounts/Audit/id}'
  region eu-central-1
  stack lindenhof-patch-report stacks/66-patch-report.yaml 406471c98e260a7efabb9096b3f8c93aa8e96ae3ef0e8c80170f802b7110ae6f inline
  tag Owner it-operations
  tag landform lindenhof
}

step_backup-central() {
  title 'Air-gapped vault of the copies'
  needs topics accounts-1
  account backup '{ssm:/landform/lindenhof/accounts/Backup/id}'
  region eu-central-1
  stack lindenhof-backup-central stacks/68-backup-central.yaml b1a7d5032d9a3ffb8a2c68130e154631f1319a570fd441e574a2a9ff7ae9fd2c inline
  protect
  capabilities CAPABILITY_NAMED_IAM
  parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
  tag Owner it-operations
  tag landform lindenhof
}

step_trusted-access-backup() {
  title 'Trusted access for AWS Backup'
  needs organization
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations enable-aws-service-access --service-principal backup.amazonaws.com
  call aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true
  check aws backup describe-global-settings
}

step_backup-administrator() {
  title 'Administrator of AWS Backup'
  needs trusted-access-backup accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  call aws organizations register-delegated-administrator --service-principal backup.amazonaws.com --account-id '{ssm:/landform/lindenhof/accounts/Backup/id}'
  tolerates AccountAlreadyRegisteredException
  check aws organizations list-delegated-administrators --service-principal backup.amazonaws.com
}

step_backup() {
  title 'Vaults, plans and service settings of backups'
  needs topics backup-central trusted-access-backup artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-backup stacks/69-backup.yaml 4a7458cd352c077e60959f1fa7bdec2b2ab84bd8f2f69886486e137a9e41e630 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-backup stack-sets/backup.yaml 5509dc6bb972ee6b1e5c063651e24ad16272eea92dd464b14c3b3ded90307283
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-central-1
  set_parameter AuditAccountId '{ssm:/landform/lindenhof/accounts/Audit/id}'
  set_parameter BackupAccountId '{ssm:/landform/lindenhof/accounts/Backup/id}'
  set_parameter OrganizationId '{ssm:/landform/lindenhof/organization/id}'
}

step_confirm-vault-lock() {
  title 'Confirm the compliance lock of the vaults'
  needs backup
  who 'the owner of backups, with whoever pays for storage'
  instruction 'The lock can be lifted for 14 days after the vaults are made, and never after that. A vault of an account that joins later has its own 14 days.'
  instruction 'In one account run `aws backup describe-backup-vault --backup-vault-name lindenhof-backup`. `LockDate` is the day on which it becomes final, `MinRetentionDays` is 30, `MaxRetentionDays` is 4000.'
  instruction 'Let a backup, a copy and a restore run before that day. What a plan keeps longer than was meant stays, and costs, until its time is over.'
  instruction 'If anything is wrong, correct `backup.vault.lock` in the blueprint, build, and deploy before that day: the stacks then change or lift the lock.'
  evidence 'the output of `describe-backup-vault`, and the written consent to the lock before `LockDate`'
}

step_backup-audit() {
  title 'Audit of backups'
  needs config-recorder management-config-recorder-eu-central-1 management-config-recorder-eu-west-1 backup artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-backup-audit stacks/70-backup-audit.yaml 232ff1d0d357b7d574cf2000aa56bd03328eb0051c53f05f0faf59b28a9bccfc inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-backup-audit stack-sets/backup-audit.yaml b5bc1d952d4f461d6238b08ebab921446d7da71a38dfb72f6a0edd7ef8d5e09c
  set_regions eu-central-1
}

step_backup-reports() {
  title 'Reports of backups, copies and restores'
  needs backup-administrator accounts-1
  account backup '{ssm:/landform/lindenhof/accounts/Backup/id}'
  region eu-central-1
  stack lindenhof-backup-reports stacks/70-backup-reports.yaml a719d82c2e894ad238acf269da7818c0351ee5d29ee49265de461d28b8329303 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_backup-restore-tests() {
  title 'Restore tests'
  needs backup artifacts trusted-access-stack-sets accounts-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region eu-central-1
  stack lindenhof-backup-restore-tests stacks/70-backup-restore-tests.yaml 2b5501cc504b7e6c3deda6a7fa8966a3ec7025037e81a04bb6ae1ee5740edd68 inline
  tag Owner it-operations
  tag landform lindenhof
  stack_set lindenhof-backup-restore-tests stack-sets/backup-restore-tests.yaml c1a21012765cf9fa2c38099c731bb8be5a83d9a27f6652e71ae053035d53dcef
  set_capabilities CAPABILITY_NAMED_IAM
  set_regions eu-central-1
}

step_billing-preferences() {
  title 'Billing preferences and access to billing'
  needs organization
  who 'root user of the management account'
  instruction 'Sign in as the root user, open **Account**, find **IAM user and role access to Billing information**, choose **Edit**, tick **Activate IAM Access**, choose **Update**.'
  instruction 'Open **Billing and Cost Management > Billing preferences**. Under **Alert preferences** tick **Receive AWS Free Tier alerts** and **Receive CloudWatch billing alerts**, choose **Update**.'
  instruction 'Under **Invoice delivery preferences** have invoices sent to `aws-billing@lindenhof.example`.'
  instruction 'Open **Billing and Cost Management > Payment preferences** and check the payment method with whoever pays. Card and bank data are typed in here by a person, and written down nowhere else.'
  instruction 'Open **Billing and Cost Management > Cost Explorer** once and launch it: cost data is prepared from then on, up to a day.'
  evidence 'screenshots of the account page and of the billing preferences, without payment data'
}

step_usage-report-us-east-1() {
  title 'Cost and usage report, us-east-1'
  needs billing-preferences
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  stack lindenhof-usage-report stacks/72-usage-report-us-east-1.yaml 4493e54595dcf0a139a0c74383c0726b31a3d3c4269ba9b3dc993da8c45b3fe4 inline
  protect
  tag Owner it-operations
  tag landform lindenhof
}

step_billing-alarm-us-east-1() {
  title 'Billing alarm, us-east-1'
  needs billing-preferences billing-topic-us-east-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  stack lindenhof-billing-alarm stacks/74-billing-alarm-us-east-1.yaml 5a727030c624b59f3d3d86df71d8df440eadd025056b37f2ca719b342a4393c2 inline
  tag Owner it-operations
  tag landform lindenhof
}

step_budget-organization-us-east-1() {
  title 'Budget organization, us-east-1'
  needs billing-preferences billing-topic-us-east-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  stack lindenhof-budget-organization stacks/74-budget-organization-us-east-1.yaml 248942bd66a2af3ec9cdc018f19ecd336324816d95437cd9bc63c6474e8c7796 inline
  tag Owner it-operations
  tag landform lindenhof
}

step_cost-anomalies-us-east-1() {
  title 'Cost anomaly detection, us-east-1'
  needs billing-preferences billing-topic-us-east-1
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  stack lindenhof-cost-anomalies stacks/76-cost-anomalies-us-east-1.yaml 4380e41e936e33da0cb9e9dd306633a54bcb903d8de404bd4c2db0d7470afdaa inline
  tag Owner it-operations
  tag landform lindenhof
}

step_cost-categories-us-east-1() {
  title 'Cost categories, us-east-1'
  needs billing-preferences
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  stack lindenhof-cost-categories stacks/78-cost-categories-us-east-1.yaml 76645c989e61f343a6e018f2c912cbea18872e398bdf473304cb6c70839c1377 inline
  tag Owner it-operations
  tag landform lindenhof
}

step_cost-allocation-tags() {
  title 'Cost allocation tags'
  needs organization-trail
  account management '{ssm:/landform/lindenhof/accounts/management/id}'
  region us-east-1
  call aws ce update-cost-allocation-tags-status --region us-east-1 --cost-allocation-tags-status '[{"TagKey": "Owner", "Status": "Active"}]'
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
