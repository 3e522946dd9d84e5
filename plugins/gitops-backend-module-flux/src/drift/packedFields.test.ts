import { FieldStep, formatPath } from '@backstage-gitops/plugin-gitops-node';
import { recordedLook, refs } from '../__testUtils__/looks';
import { DesiredField, heldFields } from './fieldOwners';
import { packFields, unpackFields } from './packedFields';

const WORDS = ['spec', 'a.b', '[0]', '', '"', '…', '\u0000', '\ud800', '😀'];
const VALUES = [undefined, ...WORDS, '[null,0]', 'x'.repeat(200)];
const STEPS: FieldStep[] = [
  ...WORDS.map(field => ({ field })),
  ...WORDS.map(name => ({ item: { name, containerPort: 80 } })),
  ...[...WORDS, 5, true, null].map(value => ({ value })),
];

/** Every step below every other, each with some value. */
const PATHS = STEPS.flatMap(first => [
  [first],
  ...STEPS.flatMap(second => [
    [first, second],
    [first, second, STEPS[0]],
  ]),
]);

describe('packed fields', () => {
  it('are unpacked as they were, whatever they are called and hold', () => {
    const fields = new Map(
      PATHS.map((path, i): [string, DesiredField] => [
        formatPath(path),
        { path, value: VALUES[i % VALUES.length] },
      ]),
    );
    expect(fields.size).toBeGreaterThan(500);
    expect(unpackFields(packFields(fields))).toEqual(fields);
    // In another order they share less.
    const mixed = new Map([...fields].sort(([a], [b]) => (a > b ? -1 : 1)));
    expect(unpackFields(packFields(mixed))).toEqual(mixed);
  });

  it('are kept, too, where only their formatted path is known', () => {
    const path = [{ field: 'spec' }, { field: 'replicas' }];
    const fields = new Map<string, DesiredField>([
      ['spec.replicas', { path, value: '2' }],
      ...VALUES.map((value, i): [string, DesiredField] => [
        `data.${i}…`,
        { path: undefined, value },
      ]),
      ['spec.paused', { path: [path[0], { field: 'paused' }], value: 'false' }],
    ]);
    expect(unpackFields(packFields(fields))).toEqual(fields);
    expect(unpackFields(packFields(new Map()))).toEqual(new Map());
  });

  it('of what Flux really holds take a fraction of the room', () => {
    const fields = heldFields(recordedLook('web', '01-before'), refs.web);
    const packed = packFields(fields);
    expect(unpackFields(packed)).toEqual(fields);
    expect(packed.length * 3).toBeLessThan(JSON.stringify([...fields]).length);
  });
});
