// generator/aws/control_table.h from generator/aws/sop_controls.yaml, which has one control to a line.
// Usage: node controls.mjs sop_controls.yaml control_table.h
import fs from 'node:fs';

const ROW = /^ {2}- \{id: ([a-z0-9.-]+), +source: \[([^\]]*)\], +how: \[([a-z, ]+)\], +asks: "([^"\\]*)"\}$/;

const HEADER = `\
// The rows of aws/controls.h, made by tests/judges/spec/controls.mjs from aws/sop_controls.yaml: edit that. A unit test
// holds the two together.
#pragma once

#include "aws/control.h"

namespace landform::aws::detail {

// clang-format off
`;

export function controlTable(yaml) {
  const rows = yaml.split('\n').filter((line) => /^ *- /.test(line)).map((line) => {
    const match = ROW.exec(line);
    if (match === null) throw new Error(`not a control: ${line}`);
    const [, id, source, how, asks] = match;
    const ways = how.split(',').map((way) => `How::${way.trim()}`).join(' | ');
    return `    {"${id}", ${ways},\n     "${source}",\n     "${asks}"},\n`;
  });
  return `${HEADER}inline constexpr Control kControlRows[] = {\n${rows.join('')}};\n// clang-format on\n
}  // namespace landform::aws::detail\n`;
}

if (process.argv[1] === import.meta.filename) {
  fs.writeFileSync(process.argv[3], controlTable(fs.readFileSync(process.argv[2], 'utf8')));
}
