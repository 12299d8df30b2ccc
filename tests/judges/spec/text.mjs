// What the tables have in common: order by bytes, columns by tabs, and the version of a package as installed.
import fs from 'node:fs';

export const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
export const byLowerBytes = (a, b) => byBytes(a.toLowerCase(), b.toLowerCase());

export function lineOf(columns) {
  if (columns.some((column) => /[\t\n\r]/.test(column))) throw new Error(`a column holds white space: ${columns}`);
  return columns.join('\t') + '\n';
}

export const packageDir = (name) => new URL(`./node_modules/${name}/`, import.meta.url);
export const readJson = (url) => JSON.parse(fs.readFileSync(url, 'utf8'));
export const versionOf = (name) => readJson(new URL('package.json', packageDir(name))).version;
