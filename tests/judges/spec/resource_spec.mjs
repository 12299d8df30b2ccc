// The text of generator/aws/data/resource_spec.txt: every resource type of @aws-cdk/aws-service-spec, without its prose.
// How the text is laid out stands in its first lines; generator/aws/resource_spec.cpp reads it in place.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { byBytes, lineOf, versionOf } from './text.mjs';

const HEADER = (version, count) => `\
# ${count} resource types of @aws-cdk/aws-service-spec ${version} (Apache-2.0). Made by tests/judges/spec; do not edit.
# [Type] begins a type, then in this order: id (primary identifier), ref (what Ref gives, where it differs), arn, tags
# (property, shape: standard, map or asg), stateful, transform, regions (where the package names them), replaced (paths
# that replace beside the marked properties), @attribute type, .property type marks, and #Definition with its properties.
# Types: string integer number boolean json timestamp tag null, list(..), map(..), &Definition, (either|or), enum(a|b),
# intenum(1|2); after ~ stand types that older versions of the schema had. Marks: required, replace, maybe (replacement
# depends on the value), deprecated. Columns are separated by tabs; sections, attributes and properties are sorted by bytes.
`;

const PRIMITIVE = { 'string': 'string', 'integer': 'integer', 'number': 'number', 'boolean': 'boolean', 'json': 'json',
  'date-time': 'timestamp', 'tag': 'tag', 'null': 'null' };

function typeText(db, type) {
  switch (type.type) {
    case 'ref': return '&' + db.get('typeDefinition', type.reference).name;
    case 'array': return 'list(' + typeText(db, type.element) + ')';
    case 'map': return 'map(' + typeText(db, type.element) + ')';
    case 'union': return '(' + type.types.map((each) => typeText(db, each)).join('|') + ')';
  }
  const primitive = PRIMITIVE[type.type];
  if (primitive === undefined) throw new Error(`unknown kind of type ${type.type}`);
  if (type.allowedValues === undefined) return primitive;
  const values = [...new Set(type.allowedValues.map(String))].sort(byBytes);
  if (values.some((value) => /[|()\t\n~]/.test(value))) throw new Error(`enum value needs escaping: ${values}`);
  return (primitive === 'integer' ? 'intenum(' : 'enum(') + values.join('|') + ')';
}

function allTypesText(db, field) {
  const older = (field.previousTypes ?? []).map((type) => typeText(db, type));
  return [...new Set([typeText(db, field.type), ...older])].join('~');
}

function propertyLines(db, properties) {
  return Object.entries(properties).sort(([a], [b]) => byBytes(a, b)).map(([name, property]) => {
    const marks = [];
    if (property.required) marks.push('required');
    if (property.causesReplacement === 'yes') marks.push('replace');
    if (property.causesReplacement === 'maybe') marks.push('maybe');
    if (property.deprecated !== undefined && property.deprecated !== 'NONE') marks.push('deprecated');
    const columns = ['.' + name, allTypesText(db, property)];
    if (marks.length > 0) columns.push(marks.join(' '));
    return lineOf(columns);
  });
}

function resourceLines(db, resource) {
  const lines = [`[${resource.cloudFormationType}]\n`];
  const identifier = resource.primaryIdentifier ?? [];
  if (identifier.length > 0) lines.push(lineOf(['id', ...identifier]));
  if (resource.cfnRefIdentifier?.length > 0) lines.push(lineOf(['ref', ...resource.cfnRefIdentifier]));
  if (resource.arnTemplate) lines.push(lineOf(['arn', resource.arnTemplate]));
  const tags = resource.tagInformation;
  if (tags) lines.push(lineOf(['tags', tags.tagPropertyName, tags.variant]));
  if (resource.isStateful) lines.push('stateful\n');
  if (resource.cloudFormationTransform) lines.push(lineOf(['transform', resource.cloudFormationTransform]));
  const regions = [...db.incoming('regionHasResource', resource)].map((relation) => relation.entity.name);
  if (regions.length > 0) lines.push(lineOf(['regions', ...[...new Set(regions)].sort(byBytes)]));
  const replaced = (resource.additionalReplacementProperties ?? []).map((path) => path.join('/')).sort(byBytes);
  if (replaced.length > 0) lines.push(lineOf(['replaced', ...replaced]));
  for (const [name, attribute] of Object.entries(resource.attributes).sort(([a], [b]) => byBytes(a, b))) {
    lines.push(lineOf(['@' + name, allTypesText(db, attribute)]));
  }
  lines.push(...propertyLines(db, resource.properties));
  const definitions = [...db.follow('usesType', resource)].map((relation) => relation.entity);
  for (const definition of definitions.sort((a, b) => byBytes(a.name, b.name))) {
    lines.push(`#${definition.name}\n`, ...propertyLines(db, definition.properties));
  }
  return lines;
}

export function resourceSpec() {
  const db = loadAwsServiceSpecSync();
  const resources = [...db.all('resource')].sort((a, b) => byBytes(a.cloudFormationType, b.cloudFormationType));
  const lines = resources.flatMap((resource) => resourceLines(db, resource));
  return HEADER(versionOf('@aws-cdk/aws-service-spec'), resources.length) + lines.join('');
}
