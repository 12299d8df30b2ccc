// Compares `landform simulate --requests` with an independent evaluator of IAM policies over generated policies and
// requests. usage: node simulate.mjs [COUNT [SEED]]; the same seed makes the same questions. LANDFORM names the binary
// (default: build/release/landform). Prints each disagreement and ends with "N passed, N failed".
//
// Left out of what is generated, because the two differ on purpose there or the other does not evaluate it:
//   root users                       it gives them no access without an identity policy
//   dates as seconds beside ISO      it takes seconds for milliseconds
//   IPv4 ranges with /0              it matches them with nothing but their own address
//   single addresses beside IPv6     it compares IPv6 addresses by their spelling, and IPv4 with IPv6 as unequal in both
//                                    senses
//   variables in ARN operators       it cuts ARNs at the colon in "${aws:PrincipalAccount}"
//   variables in Bool, BinaryEquals  IAM's documentation has them for texts and ARNs only; it puts them in everywhere
//   short ARNs, stars in requests    it completes "arn:aws:s3" and takes a request's star for a pattern
//   values that are no number, ...   what a negated operator does with them is not documented: landform says unknown
//   federated users                  it takes the session's name for the user's
// Where they are generated and differ, EXCEPTIONS below says why.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const landform = process.env.LANDFORM ?? join(root, 'build', 'release', 'landform');
const count = Number(process.argv[2] ?? 4000);
const seed = Number(process.argv[3] ?? 20261122);

// --- Chance, the same everywhere (mulberry32).

let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const chance = (p) => random() < p;
function some(list, most) {
  const wanted = 1 + below(most);
  const chosen = Array.from({ length: wanted }, () => pick(list));
  return wanted === 1 && chance(0.5) ? chosen[0] : [...new Set(chosen)];
}

// --- What is asked about.

const own = '111122223333';
const other = '444455556666';
const principals = [
  `arn:aws:iam::${own}:user/anna`,
  `arn:aws:iam::${own}:user/teams/bert`,
  `arn:aws:iam::${own}:role/Builder`,
  `arn:aws:sts::${own}:assumed-role/Builder/anna`,
  `arn:aws:sts::${own}:assumed-role/landform-deploy/session`,
  'cloudtrail.amazonaws.com',
  '*',
];
const targets = [
  { action: 's3:GetObject', resources: ['arn:aws:s3:::data/a', 'arn:aws:s3:::data/anna/x', 'arn:aws:s3:::logs/a/b'] },
  { action: 's3:PutObject', resources: ['arn:aws:s3:::data/a', 'arn:aws:s3:::data/blue/x', 'arn:aws:s3:::logs/a/b'] },
  { action: 's3:ListBucket', resources: ['arn:aws:s3:::data', 'arn:aws:s3:::logs'] },
  { action: 'sqs:SendMessage', resources: [`arn:aws:sqs:eu-west-1:${own}:jobs`, `arn:aws:sqs:us-east-1:${other}:jobs`] },
  { action: 'secretsmanager:GetSecretValue', resources: [`arn:aws:secretsmanager:eu-west-1:${own}:secret:db-a1b2c3`] },
  { action: 'kms:Decrypt', resources: [`arn:aws:kms:eu-west-1:${own}:key/1234`, `arn:aws:kms:eu-west-1:${other}:key/1234`] },
  { action: 'sns:Publish', resources: [`arn:aws:sns:eu-west-1:${own}:alarms`] },
  { action: 'lambda:InvokeFunction', resources: [`arn:aws:lambda:eu-west-1:${own}:function:resize`] },
  { action: 'iam:DeleteRole', resources: [`arn:aws:iam::${own}:role/Builder`, `arn:aws:iam::${own}:role/landform-deploy`] },
  { action: 'sts:AssumeRole', resources: [`arn:aws:iam::${own}:role/Builder`, `arn:aws:iam::${other}:role/Builder`] },
  { action: 'ec2:DescribeInstances', resources: ['*'] },
  { action: 's3:ListAllMyBuckets', resources: ['*'] },
  { action: 'organizations:LeaveOrganization', resources: ['*'] },
];
const actionTexts = ['*', 's3:*', 'S3:Get*', 's3:GetObject', 's3:*Object', 's3:?etObject', 's3:List*', 's3:PutObject', 'sqs:*',
  'sqs:SendMessage', 'secretsmanager:Get*', 'kms:*', 'kms:Decrypt', 'sns:Publish', 'lambda:Invoke*', 'iam:*', 'iam:Delete*',
  'sts:*', 'sts:AssumeRole', 'ec2:Describe*', 'organizations:*', 'organizations:leaveorganization'];
const resourceTexts = ['*', 'arn:aws:s3:::*', 'arn:aws:s3:::data', 'arn:aws:s3:::data/*', 'arn:aws:s3:::data/a', 'arn:aws:s3:::*/a',
  'arn:aws:s3:::data/${aws:username}/*', 'arn:aws:s3:::data/${aws:PrincipalTag/team}/*',
  "arn:aws:s3:::data/${aws:PrincipalTag/team, 'blue'}/*", 'arn:aws:s3:::l?gs/*', `arn:aws:sqs:*:${own}:*`,
  `arn:aws:sqs:eu-west-1:*:jobs`, `arn:aws:secretsmanager:*:${own}:secret:db-*`, `arn:aws:kms:*:*:key/*`,
  `arn:aws:sns:*:*:*`, `arn:aws:lambda:*:*:function:*`, `arn:aws:iam::*:role/*`, `arn:aws:iam::*:role/landform-*`];
const tags = ['blue', 'red', 'Blue', 'anna'];
const texts = ['blue', 'red', 'b*', 'BLUE', '*', '?ed', 'anna', '${aws:username}', '${aws:PrincipalTag/team}',
  "${aws:PrincipalTag/team, 'red'}", '${*}', 'x${?}'];
const arns = [`arn:aws:iam::${own}:role/Builder`, 'arn:aws:iam::*:role/*', 'arn:*:iam::*:role/landform-*',
  `arn:aws:iam::${own}:user/anna`, 'arn:aws:iam::*:user/*', `arn:aws:iam::${other}:role/*`];
const dates = ['2026-05-15T00:00:00Z', '2026-11-22T08:00:00Z', '2025-01-01T00:00:00Z', '2026-05-15T02:00:00+02:00'];
const ranges = ['203.0.113.0/24', '10.0.0.0/8', '2001:db8::/32', '198.51.100.0/25'];
const addresses = ['203.0.113.7', '10.1.2.3', '2001:db8::7', '198.51.100.200', '2001:db9::1'];

// Key: how its values are made for requests and for policies, and the operators that suit it.
const strings = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase'];
const numbers = ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan',
  'NumericGreaterThanEquals'];
const times = ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'];
const keys = {
  'aws:PrincipalTag/team': { given: () => pick(tags), values: texts, operators: strings },
  'aws:RequestedRegion': { given: () => pick(['eu-west-1', 'us-east-1']), values: ['eu-west-1', 'us-east-1', 'eu-*'], operators: strings },
  'aws:SourceVpce': { given: () => pick(['vpce-1', 'vpce-2']), values: ['vpce-1', 'vpce-*'], operators: strings },
  'aws:TagKeys': { given: () => Array.from({ length: 1 + below(3) }, () => pick(['team', 'cost', 'Team'])), values: ['team', 'cost', 't*', 'TEAM'], operators: strings, list: true },
  'aws:PrincipalOrgID': { given: () => pick(['o-aaaaaaaaaa', 'o-bbbbbbbbbb']), values: ['o-aaaaaaaaaa', 'o-*'], operators: strings },
  'aws:CalledVia': { given: () => Array.from({ length: 1 + below(2) }, () => pick(['cloudformation.amazonaws.com', 'athena.amazonaws.com'])), values: ['cloudformation.amazonaws.com', '*.amazonaws.com'], operators: strings, list: true },
  'aws:MultiFactorAuthAge': { given: () => pick(['10', '3600', '3600.5']), values: ['10', '3600', '100', '-1'], operators: numbers },
  'aws:CurrentTime': { given: () => pick(dates), values: dates, operators: times },
  'aws:SecureTransport': { given: () => pick(['true', 'false']), values: ['true', 'false', 'True'], operators: ['Bool'] },
  'aws:MultiFactorAuthPresent': { given: () => pick(['true', 'false']), values: ['true', 'false'], operators: ['Bool'] },
  'aws:SourceIp': { given: () => pick(addresses), values: ranges, operators: ['IpAddress', 'NotIpAddress'] },
  'aws:PrincipalArn': { derived: true, values: arns, operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike', 'StringNotLike'] },
  'aws:SourceArn': { given: () => pick(['arn:aws:s3:::data', `arn:aws:sns:eu-west-1:${own}:alarms`]), values: ['arn:aws:s3:::*', 'arn:aws:sns:*:*:*', 'arn:aws:s3:::data'], operators: ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals'] },
  'aws:username': { derived: true, values: ['anna', 'bert', 'a*'], operators: strings },
};

function letters(key) {
  return chance(0.2) ? key.toUpperCase() : key;
}

function conditions() {
  const block = {};
  for (let i = below(3); i > 0; i -= 1) {
    const key = pick(Object.keys(keys));
    const about = keys[key];
    let operator = pick(about.operators);
    let values = some(about.values, 3);
    if (chance(0.12)) {
      operator = 'Null';
      values = pick(['true', 'false']);
    } else {
      // Without a set operator a list matches nothing; both say so, so it is asked now and then.
      if (about.list ? chance(0.9) : chance(0.05)) operator = pick(['ForAllValues:', 'ForAnyValue:']) + operator;
      if (chance(0.25)) operator += 'IfExists';
    }
    block[operator] = { ...block[operator], [letters(key)]: values };
  }
  return block;
}

const principalTexts = [`arn:aws:iam::${own}:user/anna`, `arn:aws:iam::${own}:role/Builder`, own, `arn:aws:iam::${own}:root`,
  `arn:aws:sts::${own}:assumed-role/Builder/anna`, `arn:aws:iam::${other}:root`, `arn:aws:iam::${own}:role/landform-deploy`,
  `arn:aws:iam::${own}:user/teams/bert`];

function principalElement() {
  if (chance(0.2)) return { Principal: '*' };
  if (chance(0.15)) return { Principal: { Service: some(['cloudtrail.amazonaws.com', 'config.amazonaws.com'], 2) } };
  if (chance(0.1)) return { NotPrincipal: { AWS: some(principalTexts, 3) } };
  return { Principal: { AWS: chance(0.15) ? '*' : some(principalTexts, 3) } };
}

// kinds: identity (also boundaries and sessions), scp, rcp, resource, trust
function statement(kind, target) {
  const made = {};
  if (chance(0.3)) made.Sid = `S${below(1000000)}`;
  made.Effect = kind === 'rcp' || chance(0.35) ? 'Deny' : 'Allow';
  if (kind === 'rcp') made.Principal = '*';
  if (kind === 'resource' || kind === 'trust') Object.assign(made, principalElement());
  if (made.NotPrincipal) made.Effect = 'Deny';
  // Half of the statements speak of what is asked, so that verdicts differ.
  const service = target.action.split(':')[0];
  const near = actionTexts.filter((text) => text === '*' || text.toLowerCase().startsWith(`${service}:`));
  const choose = kind === 'rcp' || kind === 'trust' ? near.filter((text) => text !== '*') : chance(0.6) ? near : actionTexts;
  if (kind !== 'rcp' && kind !== 'trust' && chance(0.2)) made.NotAction = some(choose, 3);
  else made.Action = some(choose, 3);
  if (kind !== 'trust') {
    const nearResources = resourceTexts.filter((text) => text === '*' || text.startsWith(`arn:aws:${service}:`));
    const resources = some(chance(0.7) ? nearResources : resourceTexts, 3);
    if (chance(0.15)) made.NotResource = resources;
    else made.Resource = chance(0.4) ? '*' : resources;
  }
  if (chance(0.55)) {
    const block = conditions();
    if (Object.keys(block).length > 0) made.Condition = block;
  }
  return made;
}

function document(kind, target, least = 1) {
  const statements = Array.from({ length: least + below(3) }, () => statement(kind, target));
  const sids = new Set();
  for (const one of statements) {
    if (one.Sid && sids.has(one.Sid)) delete one.Sid;
    sids.add(one.Sid);
  }
  const version = kind === 'rcp' || kind === 'scp' || chance(0.85) ? '2012-10-17' : '2008-10-17';
  return { Version: version, Statement: statements.length === 1 && chance(0.5) ? statements[0] : statements };
}

const full = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function levels(kind, target) {
  return Array.from({ length: 1 + below(3) }, (_, i) => ({
    name: `level ${i}`,
    documents: [...(kind === 'scp' && chance(0.85) ? [full] : []),
      ...Array.from({ length: below(3) }, () => document(kind, target))],
  }));
}

function accountOf(resource) {
  const account = resource.split(':')[4];
  return account && account.length === 12 ? account : chance(0.8) ? own : other;
}

function principalKeys(principal) {
  const arn = principal.split(':');
  if (principal === '*') return {};
  if (arn.length < 6) return { 'aws:PrincipalServiceName': principal, 'aws:PrincipalIsAWSService': 'true' };
  const role = arn[5].startsWith('assumed-role/') ? `arn:aws:iam::${arn[4]}:role/${arn[5].split('/')[1]}` : principal;
  const derived = { 'aws:PrincipalArn': role, 'aws:PrincipalAccount': arn[4], 'aws:PrincipalIsAWSService': 'false' };
  if (arn[5].startsWith('user/')) derived['aws:username'] = arn[5].split('/').at(-1);
  return derived;
}

function question(id) {
  const target = pick(targets);
  const principal = pick(principals);
  const outside = principal.endsWith('.amazonaws.com') || principal === '*';
  const resource = pick(target.resources);
  const context = principalKeys(principal);
  for (const [key, about] of Object.entries(keys)) {
    if (!about.derived && chance(0.5)) context[key] = about.given();
  }
  const asked = { id, principal, action: chance(0.1) ? target.action.toUpperCase().replace(/^[^:]*/, target.action.split(':')[0]) : target.action,
    resource, resource_account: accountOf(resource), context, complete_context: true, identity: [] };
  if (!outside) {
    asked.identity = Array.from({ length: below(3) }, () => document('identity', target));
    if (chance(0.4)) asked.identity.push(full);
    if (chance(0.6)) asked.service_control = levels('scp', target);
    if (chance(0.25)) asked.boundary = chance(0.5) ? full : document('identity', target);
  }
  const rcpServices = ['s3', 'sqs', 'secretsmanager', 'kms', 'sts'];
  if (chance(0.3) && rcpServices.includes(target.action.split(':')[0])) asked.resource_control = levels('rcp', target);
  if (resource !== '*' && chance(outside ? 0.9 : 0.5)) {
    asked.resource_policy = document(target.action.startsWith('sts:') ? 'trust' : 'resource', target);
  }
  // Without its policy a key trusts its account here (the policy that KMS makes by itself), and nobody there.
  if (target.action.startsWith('kms:') && !asked.resource_policy) asked.resource_policy = document('resource', target);
  const session = principal.includes('assumed-role') || principal.includes(':role/');
  if (session && chance(0.25)) asked.session = chance(0.5) ? full : document('identity', target);
  return asked;
}

// --- The other's way to ask.

const named = (documents) => documents.map((policy, i) => ({ name: `policy-${i}`, policy }));
const organization = (list) => (list ?? []).map((level) => ({ orgIdentifier: level.name, policies: named(level.documents) }));

async function judge(asked) {
  const result = await runSimulation({
    request: {
      principal: asked.principal === '*' ? anonymousPrincipal : asked.principal,
      action: asked.action,
      resource: { resource: asked.resource, accountId: asked.resource_account },
      contextVariables: asked.context,
    },
    sessionPolicy: asked.session,
    identityPolicies: named(asked.identity),
    serviceControlPolicies: organization(asked.service_control),
    resourceControlPolicies: organization(asked.resource_control),
    resourcePolicy: asked.resource_policy,
    permissionBoundaryPolicies: asked.boundary ? named([asked.boundary]) : undefined,
  }, {});
  if (result.resultType === 'error') return { error: JSON.stringify(result.errors) };
  const ignored = result.result?.ignoredContextKeys ?? [];
  return { verdict: { Allowed: 'allowed', ExplicitlyDenied: 'explicit_deny', ImplicitlyDenied: 'implicit_deny' }[result.overallResult], ignored };
}

// --- Where both are asked and differ on purpose.

const documentsOf = (asked) => [...asked.identity, asked.boundary, asked.session, asked.resource_policy,
  ...[...(asked.service_control ?? []), ...(asked.resource_control ?? [])].flatMap((level) => level.documents)].filter(Boolean);
const EXCEPTIONS = [
  {
    name: 'ForAnyValue with IfExists',
    reason: 'IfExists makes a condition on an absent key true ("...IfExists condition operators"); the other looks at the set operator first',
    holds: (asked) => /"ForAnyValue:[A-Za-z]+IfExists"/.test(JSON.stringify(asked)),
  },
  {
    name: 'variables before 2012-10-17',
    reason: 'an older version has no variables ("IAM JSON policy elements: Version"); the other puts values in all the same',
    holds: (asked) => documentsOf(asked).some((one) => one.Version !== '2012-10-17' && JSON.stringify(one).includes('${')),
  },
  {
    name: 'a role beside one of its sessions',
    reason: 'a role acts through sessions only: landform says unknown where the policy names one of them; the other takes the role for a caller',
    holds: (asked) => asked.principal.includes(':role/') && JSON.stringify(asked.resource_policy ?? '').includes(':assumed-role/'),
  },
  {
    name: 'a session that the resource names',
    reason: 'such a policy is not limited by session policies ("Policies and permissions in IAM: Session policies"); the other lets them limit everything',
    holds: (asked) => asked.session && JSON.stringify(asked.resource_policy ?? '').includes(asked.principal),
  },
];

const questions = Array.from({ length: count }, (_, i) => question(i));
const output = execFileSync(landform, ['simulate', '--requests', '-'], {
  input: questions.map((asked) => JSON.stringify(asked)).join('\n'),
  maxBuffer: 1 << 28,
  encoding: 'utf8',
});
const answers = output.trim().split('\n').map((line) => JSON.parse(line));

let passed = 0;
let failed = 0;
const verdicts = {};
const excepted = {};
const refused = {};
for (const [i, asked] of questions.entries()) {
  const theirs = await judge(asked);
  const ours = answers[i];
  if (theirs.error) {
    refused[theirs.error.slice(0, 160)] = (refused[theirs.error.slice(0, 160)] ?? 0) + 1;
    continue;
  }
  const exception = ours.verdict === theirs.verdict ? undefined : EXCEPTIONS.find((row) => row.holds(asked));
  if (ours.verdict === theirs.verdict) {
    passed += 1;
    verdicts[ours.verdict] = (verdicts[ours.verdict] ?? 0) + 1;
  } else if (exception) {
    excepted[exception.name] = (excepted[exception.name] ?? 0) + 1;
  } else {
    failed += 1;
    if (failed <= 5) console.log(`FAILED question ${i}: ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}\n${JSON.stringify(asked)}`);
  }
}
for (const [verdict, n] of Object.entries(verdicts).sort()) console.log(`agreed on ${verdict}: ${n}`);
for (const row of EXCEPTIONS) if (excepted[row.name]) console.log(`differ on purpose, ${row.name}: ${excepted[row.name]} (${row.reason})`);
for (const [error, n] of Object.entries(refused)) console.log(`refused by the other: ${n} (${error})`);
console.log(`${passed} passed, ${failed} failed`);
const enough = passed >= count * 0.97 && Object.keys(verdicts).length === 3;
if (!enough) console.log('too few questions were answered by both');
process.exit(failed === 0 && enough ? 0 : 1);
