// Reads every file of out/ with readers that are not ours, and holds the JSON Schemas against good and bad documents.
// Prints each fault and ends with "N passed, N failed".
import { readFileSync, readdirSync, statSync, existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, relative, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import YAML from 'yaml';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
let passed = 0;
let failed = 0;

function check(name, fault) {
  if (!fault) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}: ${fault}`);
}

function files(dir, ending) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const path = join(dir, name);
      if (statSync(path).isDirectory()) return files(path, ending);
      return name.endsWith(ending) ? [path] : [];
    });
}

// CloudFormation's short forms, read into objects so that two readings can be compared.
const shortForms = ['Ref', 'GetAtt', 'Sub', 'Join', 'Select', 'Split', 'FindInMap', 'If', 'And', 'Or', 'Not', 'Equals',
  'ImportValue', 'Base64', 'Cidr', 'GetAZs', 'Condition', 'Transform', 'GetStackOutput'];
const customTags = shortForms.flatMap((name) => [
  { tag: `!${name}`, resolve: (text) => ({ [name]: text }) },
  { tag: `!${name}`, collection: 'seq', resolve: (seq) => ({ [name]: seq.toJSON() }) },
  { tag: `!${name}`, collection: 'map', resolve: (map) => ({ [name]: map.toJSON() }) },
]);

function readYaml(text, version) {
  const document = YAML.parseDocument(text, { version, customTags: (tags) => [...tags, ...customTags], logLevel: 'error' });
  if (document.errors.length > 0) throw new Error(document.errors[0].message);
  return document.toJS();
}

// A value that one version of YAML takes for something else than the other shows as a difference.
for (const path of [...files(join(root, 'out'), '.yaml'), ...files(join(root, 'blueprints'), '.lock.yaml')]) {
  let fault = '';
  try {
    const text = readFileSync(path, 'utf8');
    const old = readYaml(text, '1.1');
    const now = readYaml(text, '1.2');
    // Customizations for Control Tower read YAML 1.1 and want the one date there is to be a date, so without quotes.
    if (path.endsWith('/control-tower/manifest.yaml')) {
      if (!(old.version instanceof Date) || now.version !== '2021-03-15') throw new Error('its version is not the bare date');
      old.version = now.version;
    }
    if (!isDeepStrictEqual(old, now)) fault = 'YAML 1.1 and 1.2 read it differently';
    else if (old === null || typeof old !== 'object') fault = 'it is no mapping';
  } catch (error) {
    fault = error.message;
  }
  check(`yaml ${relative(root, path)}`, fault);
}

for (const path of files(join(root, 'out'), '.json')) {
  let fault = '';
  try {
    JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    fault = error.message;
  }
  check(`json ${relative(root, path)}`, fault);
}

function validator(name, folder = join(root, 'docs')) {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
  addFormats(ajv);
  ajv.addVocabulary(['markdownDescription', 'enumDescriptions']);  // what editors show
  return ajv.compile(JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

const manifest = validator('manifest.schema.json');
for (const path of files(join(root, 'out'), 'manifest.json')) {
  const good = manifest(JSON.parse(readFileSync(path, 'utf8')));
  check(`manifest schema ${relative(root, path)}`, good ? '' : JSON.stringify(manifest.errors[0]));
}

// The package of Customizations for Control Tower: its schema, over what a reader of YAML 1.1 sees, and the words with
// which its script run-validation.sh looks for files.
const customizations = validator('cfct-manifest.schema.json', join(root, 'tests', 'judges'));
function packageFault(text, present) {
  const document = readYaml(text, '1.1');
  if (!(document.version instanceof Date)) return 'its version is no date';
  document.version = document.version.toISOString().slice(0, 10);
  if (!customizations(document)) return JSON.stringify(customizations.errors[0]);
  const names = (document.resources ?? []).map((resource) => resource.name);
  if (new Set(names).size !== names.length) return 'two resources have one name';
  const found = execFileSync('bash', ['-c', "grep '_file:' | tr -s ' ' | cut -d' ' -f3"], { input: text, encoding: 'utf8' });
  const missing = found.split('\n').filter((file) => file !== '' && !present(file));
  if (found.trim().split('\n').length !== names.length) return 'the script does not find a file of each resource';
  return missing.length > 0 ? `the script does not find ${missing[0]}` : '';
}
const packages = files(join(root, 'out'), 'manifest.yaml').filter((path) => path.endsWith('/control-tower/manifest.yaml'));
check('a package of Customizations for Control Tower is there', packages.length > 0 ? '' : 'none of the examples has one');
for (const path of packages) {
  check(`package ${relative(root, path)}`,
    packageFault(readFileSync(path, 'utf8'), (file) => existsSync(join(dirname(path), file))));
}
// The same of the cases of our own law: the schema takes what the law takes, and refuses what it refuses.
const packageCases = join(root, 'tests', 'cases', 'verify_plan', 'control-tower-package');
for (const path of files(packageCases, '.yaml')) {
  const text = readFileSync(path, 'utf8');
  const present = /^# files: (.*)$/m.exec(text)[1].split(' ');
  const fault = packageFault(text.replace(/^#.*\n/gm, ''), (file) => present.includes(file));
  const wanted = path.endsWith('/ok.yaml');
  check(`package case ${relative(root, path)}`, wanted ? fault : fault ? '' : 'the schema takes it');
}

// deploy.sh says of each stack what the manifest says of it.
for (const path of files(join(root, 'out'), 'manifest.json')) {
  const script = readFileSync(join(dirname(path), 'deploy.sh'), 'utf8');
  const faults = [];
  for (const step of JSON.parse(readFileSync(path, 'utf8')).steps) {
    if (step.kind !== 'stack') continue;
    const body = script.split(`\nstep_${step.name}() {\n`)[1].split('\n}\n')[0];
    const words = /^ {2}stack (\S+) (\S+) (\S+) /m.exec(body);
    if (words[1] !== step.stack || words[2] !== step.template.path || words[3] !== step.template.sha256) faults.push(step.name);
  }
  check(`deploy.sh beside ${relative(root, path)}`, faults.length === 0 ? '' : `other templates in ${faults.join(', ')}`);
}

const blueprint = validator('blueprint.schema.json');
const blueprints = readdirSync(join(root, 'blueprints')).filter((name) => name.endsWith('.yaml') && !name.includes('.lock.'));
for (const name of blueprints.sort()) {
  const good = blueprint(readYaml(readFileSync(join(root, 'blueprints', name), 'utf8'), '1.2'));
  check(`blueprint schema takes ${name}`, good ? '' : JSON.stringify(blueprint.errors[0]));
}

// Bad blueprints whose fault one field shows alone: an editor must underline what the compiler refuses.
const schemaSlugs = ['blueprint/unknown-key', 'blueprint/missing-key', 'blueprint/not-in-enum', 'blueprint/wrong-kind'];
for (const path of files(join(root, 'tests', 'cases', 'decode'), '.diag')) {
  const slugs = [...readFileSync(path, 'utf8').matchAll(/^error\[([a-z/-]+)\]/gm)].map((match) => match[1]);
  const source = path.replace(/\.diag$/, '.yaml');
  if (!existsSync(source) || !slugs.some((slug) => schemaSlugs.includes(slug))) continue;
  let document;
  try {
    document = readYaml(readFileSync(source, 'utf8'), '1.2');
  } catch {
    continue;
  }
  check(`blueprint schema refuses ${relative(root, source)}`, blueprint(document) ? 'the schema takes it' : '');
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
