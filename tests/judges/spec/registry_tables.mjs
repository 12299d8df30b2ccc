// Usage: node registry_tables.mjs property-constraints.tsv handler-permissions.tsv FOLDER - writes
// property_constraints.txt and handler_permissions.txt into it. The two tab-separated lists are extracts of the public
// CloudFormation registry schemas (us-east-1, 2026-08-07), which no package carries; docs/facts.md says more.
import fs from 'node:fs';
import path from 'node:path';
import { byBytes, lineOf } from './text.mjs';

const CONSTRAINTS_HEADER = `\
# Limits of property values in the public CloudFormation registry schemas, us-east-1, 2026-08-07. Made by tests/judges/spec.
# [Type], then a line for each path: its constraints as name=value, the pattern (an ECMA regular expression, often
# unanchored) last. A path that begins with # is inside the named definition; [] is a list's element. Columns are separated
# by tabs; sections and paths are sorted by bytes.
`;

const PERMISSIONS_HEADER = `\
# IAM actions that CloudFormation needs for a resource of each type: the handlers' permissions in the public CloudFormation
# registry schemas, us-east-1, 2026-08-07. Made by tests/judges/spec. [Type], then operation and actions (sorted, separated
# by commas). Service prefixes are in lower case. A type without a section publishes none.
`;

const ORDER = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'pattern'];
const OPERATIONS = ['create', 'read', 'update', 'delete', 'list'];

const rowsOf = (file) => fs.readFileSync(file, 'utf8').split('\n')
  .filter((line) => line !== '' && !line.startsWith('# ')).map((line) => line.split('\t'));

// type -> second column -> rows
function grouped(rows) {
  const types = new Map();
  for (const [type, key, ...rest] of rows) {
    if (!types.has(type)) types.set(type, new Map());
    const keys = types.get(type);
    if (!keys.has(key)) keys.set(key, []);
    keys.get(key).push(rest);
  }
  return [...types].sort(([a], [b]) => byBytes(a, b));
}

function constraintLine(key, rows) {
  const sorted = rows.sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  if (sorted.some(([name]) => !ORDER.includes(name))) throw new Error(`unknown constraint of ${key}`);
  return lineOf([key, ...sorted.map(([name, value]) => `${name}=${value}`)]);
}

function permissionLine(operation, rows) {
  if (!OPERATIONS.includes(operation)) throw new Error(`unknown operation ${operation}`);
  const actions = rows.flatMap(([list]) => list.split(',')).map((action) => {
    const [prefix, name] = action.split(':');
    if (name === undefined) throw new Error(`not an action: ${action}`);
    return `${prefix.toLowerCase()}:${name}`;
  });
  return lineOf([operation, [...new Set(actions)].sort(byBytes).join(',')]);
}

const textOf = (header, rows, order, line) => header + grouped(rows).flatMap(([type, keys]) => [
  `[${type}]\n`, ...[...keys].sort(order).map(([key, each]) => line(key, each))]).join('');

const [constraints, permissions, folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node registry_tables.mjs CONSTRAINTS.tsv PERMISSIONS.tsv FOLDER');
fs.writeFileSync(path.join(folder, 'property_constraints.txt'),
  textOf(CONSTRAINTS_HEADER, rowsOf(constraints), ([a], [b]) => byBytes(a, b), constraintLine));
fs.writeFileSync(path.join(folder, 'handler_permissions.txt'),
  textOf(PERMISSIONS_HEADER, rowsOf(permissions), ([a], [b]) => OPERATIONS.indexOf(a) - OPERATIONS.indexOf(b), permissionLine));
