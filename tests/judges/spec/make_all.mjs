// Usage: node make_all.mjs FOLDER - writes the tables that come from packages into it.
import fs from 'node:fs';
import path from 'node:path';
import { iamActions } from './iam_actions.mjs';
import { resourceSpec } from './resource_spec.mjs';

export const TABLES = { 'resource_spec.txt': resourceSpec, 'iam_actions.txt': iamActions };

export function makeAll(folder) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [file, make] of Object.entries(TABLES)) fs.writeFileSync(path.join(folder, file), make());
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.length !== 3) throw new Error('usage: node make_all.mjs FOLDER');
  makeAll(process.argv[2]);
}
