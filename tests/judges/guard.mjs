// Holds the templates of out/ against the proactive controls of AWS Control Tower, as AWS writes them for its policy
// engine cfn-guard. What we do on purpose stands in the template as `Metadata: landform: exceptions: {CT.X.PR.1: why}`,
// of a resource or of the whole template. A finding without an exception fails, and so does an exception for which no
// customer's template has a finding any more. Prints each fault and ends with "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import YAML from 'yaml';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const guard = join(here, 'node_modules', '@cdklabs', 'cdk-validator-cfnguard');

function files(dir, ending) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir).sort().flatMap((name) => {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) return files(path, ending);
    return name.endsWith(ending) ? [path] : [];
  });
}

// --- Templates as the rules like to read them. They follow references to resources of the template, but neither
// parameters nor texts with variables, so these get values such as a deployment would give.

const pseudo = {
  'AWS::AccountId': '111122223333', 'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'stack', 'AWS::StackId': 'arn:aws:cloudformation:us-east-1:111122223333:stack/stack/1',
};
const long = (name) => (['Ref', 'Condition'].includes(name) ? name : `Fn::${name}`);
const customTags = ['Ref', 'GetAtt', 'Sub', 'Join', 'Select', 'Split', 'FindInMap', 'If', 'And', 'Or', 'Not', 'Equals',
  'ImportValue', 'Base64', 'Cidr', 'GetAZs', 'Condition'].flatMap((name) => [
  { tag: `!${name}`, resolve: (text) => ({ [long(name)]: name === 'GetAtt' ? [text.slice(0, text.indexOf('.')), text.slice(text.indexOf('.') + 1)] : text }) },
  { tag: `!${name}`, collection: 'seq', resolve: (seq) => ({ [long(name)]: seq.toJSON() }) },
  { tag: `!${name}`, collection: 'map', resolve: (map) => ({ [long(name)]: map.toJSON() }) },
]);

function sample(name, parameter) {
  if (/List|^CommaDelimited/.test(parameter.Type)) return [name];
  if (name.endsWith('Arn')) return 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
  return parameter.Type === 'Number' ? 1 : name;
}

function settled(template) {
  const { Parameters: parameters = {}, Resources: resources = {} } = template;
  const attribute = (id, name) =>
    resources[id]?.Type === 'AWS::S3::Bucket' && name === 'Arn' ? `arn:aws:s3:::${id.toLowerCase()}` : undefined;
  const variable = (name) => pseudo[name] ?? (parameters[name] ? String(sample(name, parameters[name])) : undefined) ??
    attribute(...name.split('.')) ?? (name.endsWith('.Arn') ? `arn:aws:iam::111122223333:role/${name}` : name);
  const walk = (node) => {
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    const [key, ...more] = Object.keys(node);
    const value = node[key];
    if (more.length === 0 && key === 'Ref') return pseudo[value] ?? (parameters[value] ? sample(value, parameters[value]) : node);
    if (more.length === 0 && key === 'Fn::GetAtt') return attribute(...value) ?? node;
    if (more.length === 0 && key === 'Fn::Sub' && typeof value === 'string') {
      return value.replace(/\$\{(!?)([^}]+)\}/g, (_, literal, name) => (literal ? `\${${name}}` : variable(name)));
    }
    return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, walk(inner)]));
  };
  return { AWSTemplateFormatVersion: '2010-09-09', Resources: walk(resources) };
}

// --- Rules, and the types of resources that each reports on.

const platform = { darwin: 'macos', linux: 'ubuntu' }[process.platform];
const machine = { arm64: 'aarch64', x64: 'x86_64' }[process.arch];
const engine = join(guard, 'bin', String(platform), String(machine), 'cfn-guard');
const rules = files(join(guard, 'rules'), '.guard').map((path) => {
  const text = readFileSync(path, 'utf8');
  return { path, types: new Set(text.match(/AWS::[A-Za-z0-9]+::[A-Za-z0-9]+/g)) };
});

const work = mkdtempSync(join(tmpdir(), 'guard-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
mkdirSync(join(work, 'rules'));
mkdirSync(join(work, 'data'));

// The same template for several customers, or of a stack and of a stack set, is judged once.
const judged = new Map();
const wanted = new Set();
for (const path of files(join(root, 'out'), '.yaml')) {
  if (/custom-[^/]*$/.test(path)) continue;  // the customer's own templates
  const template = YAML.parse(readFileSync(path, 'utf8'), { customTags: (tags) => [...tags, ...customTags], logLevel: 'error' });
  if (!template?.Resources) continue;
  const types = new Set(Object.values(template.Resources).map((resource) => resource.Type));
  const fitting = rules.filter((rule) => [...rule.types].some((type) => types.has(type)));
  if (fitting.length === 0) continue;
  fitting.forEach((rule) => wanted.add(rule));
  const text = JSON.stringify(settled(template));
  const same = judged.get(text);
  if (same) same.paths.push(path);
  else judged.set(text, { name: `${judged.size}.json`, template, paths: [path] });
}
for (const rule of wanted) copyFileSync(rule.path, join(work, 'rules', basename(rule.path)));
for (const [text, { name }] of judged) writeFileSync(join(work, 'data', name), text);

let answer;
try {
  answer = execFileSync(engine, ['validate', '--rules', join(work, 'rules'), '--data', join(work, 'data'), '--output-format',
    'json', '--structured', '--show-summary', 'none'], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] });
} catch (fault) {
  if (fault.status !== 19) throw fault;  // 19: something does not comply
  answer = fault.stdout;
}

// --- Findings and exceptions.

function visit(node, see) {
  if (node === null || typeof node !== 'object') return;
  see(node);
  Object.values(node).forEach((inner) => visit(inner, see));
}

// Which control a finding is of, and about which resources.
function finding(rule) {
  const controls = new Set();
  const resources = new Set();
  visit(rule, (node) => {
    for (const [control] of String(node.custom_message ?? '').matchAll(/CT\.[A-Z0-9-]+\.PR\.\d+/g)) controls.add(control);
    if (typeof node.path === 'string' && node.path.startsWith('/Resources/')) resources.add(node.path.split('/')[2]);
  });
  return { control: [...controls].sort()[0] ?? rule.name, resources: [...resources].sort() };
}

const exceptions = new Map();  // "description / resource or template / control" -> whether a finding needs it
function excepted(template, id, control) {
  const places = [[id, template.Resources[id]?.Metadata], ['the template', template.Metadata]];
  for (const [place, metadata] of places) {
    if (metadata?.landform?.exceptions?.[control]) {
      exceptions.set(`${control} of ${place} in "${template.Description}"`, true);
      return true;
    }
  }
  return false;
}

let passed = 0;
let failed = 0;
function fail(words) {
  failed += 1;
  console.log(`FAILED ${words}`);
}

for (const { template } of judged.values()) {
  const places = [['the template', template.Metadata], ...Object.entries(template.Resources).map(([id, one]) => [id, one.Metadata])];
  for (const [place, metadata] of places) {
    for (const control of Object.keys(metadata?.landform?.exceptions ?? {})) {
      const name = `${control} of ${place} in "${template.Description}"`;
      if (control.startsWith('CT.') && !exceptions.has(name)) exceptions.set(name, false);
    }
  }
}

const byName = new Map([...judged.values()].map((one) => [one.name, one]));
for (const report of JSON.parse(answer)) {
  const { template, paths } = byName.get(basename(report.name));
  passed += report.compliant.length;
  for (const { Rule: rule } of report.not_compliant) {
    const { control, resources } = finding(rule);
    const open = resources.filter((id) => !excepted(template, id, control));
    if (resources.length === 0 || open.length > 0) fail(`${relative(root, paths[0])}: ${control} (${rule.name}): ${open.join(', ')}`);
    else passed += 1;
  }
}
for (const [name, needed] of exceptions) {
  if (!needed) fail(`nothing needs the exception ${name}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
