import {
  FieldPath,
  FieldStep,
  formatPath,
} from '@backstage-gitops/plugin-gitops-node';
import { z } from 'zod';
import { DesiredField } from './fieldOwners';

/** Most steps are fields, and a field is its name alone. */
const stepSchema = z.union([
  z.string().transform((field): FieldStep => ({ field })),
  z.object({ item: z.record(z.string(), z.unknown()) }),
  z.object({ value: z.unknown() }),
]);
const valueSchema = z.string().nullable();
/** The value, then the path: how many steps it has in common with the one before, and the rest. */
const rowSchema = z.tuple([valueSchema, z.number()], stepSchema);
/** The value of a field of which only the formatted path is known, and that. */
const formattedSchema = z.tuple([valueSchema, z.string()]);
const packedSchema = z.array(formattedSchema.or(rowSchema));

const packStep = (step: FieldStep) => ('field' in step ? step.field : step);

function commonSteps(a: FieldPath, b: FieldPath): number {
  const differs = a.findIndex(
    (step, i) => JSON.stringify(step) !== JSON.stringify(b[i]),
  );
  return differs < 0 ? a.length : differs;
}

/** One character that is not, such as `…`, doubles the room that all the others take. */
function asLatin1(json: string): string {
  const escaped = json.replace(
    /[^\0-\xff]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // What was made of wide text stays wide, until it is made anew.
  return Buffer.from(escaped, 'latin1').toString('latin1');
}

/**
 * Fields as one short text. Dozens of each of thousands of objects are remembered: as
 * maps and paths they take ten times the room.
 */
export function packFields(fields: Iterable<[string, DesiredField]>): string {
  let before: FieldPath = [];
  const rows = [...fields].map(([key, { path, value = null }]) => {
    if (!path) return [value, key];
    const common = commonSteps(before, path);
    before = path;
    return [value, common, ...path.slice(common).map(packStep)];
  });
  return asLatin1(JSON.stringify(rows));
}

/** @param packed - what `packFields` made of them */
export function unpackFields(packed: string): Map<string, DesiredField> {
  let before: FieldPath = [];
  return new Map(
    packedSchema
      .parse(JSON.parse(packed))
      .map(([packedValue, at, ...rest]): [string, DesiredField] => {
        const value = packedValue ?? undefined;
        if (typeof at === 'string') return [at, { path: undefined, value }];
        const path = [...before.slice(0, at), ...rest];
        before = path;
        return [formatPath(path), { path, value }];
      }),
  );
}
