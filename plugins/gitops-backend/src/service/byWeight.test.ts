import {
  healthStatusSchema,
  ManagedResource,
} from '@backstage-gitops/plugin-gitops-common';
import fc from 'fast-check';
import { byWeight } from './byWeight';

const health = fc.option(fc.constantFrom(...healthStatusSchema.options), {
  nil: undefined,
});
const resource = (name: string, parent?: ManagedResource): ManagedResource => ({
  group: '',
  kind: 'Pod',
  name,
  parent,
});

describe('byWeight', () => {
  it('has the worst first, each after its parent, and loses none', () => {
    fc.assert(
      fc.property(fc.array(health, { minLength: 1, maxLength: 40 }), given => {
        const root = resource('root');
        const many = [
          root,
          ...given.flatMap((of, n) => {
            const set = resource(`set-${n}`, root);
            return [{ ...resource(`pod-${n}`, set), health: of }, set];
          }),
        ];
        const ordered = byWeight(many);
        const names = ordered.map(({ name }) => name);
        expect([...names].sort()).toEqual(many.map(each => each.name).sort());
        for (const [at, { parent }] of ordered.entries()) {
          expect(parent ? names.indexOf(parent.name) : -1).toBeLessThan(at);
        }
        const degraded = given.filter(of => of === 'Degraded').length;
        // The root, and each with what it was made for.
        expect(
          ordered
            .slice(0, 1 + 2 * degraded)
            .filter(each => each.health === 'Degraded'),
        ).toHaveLength(degraded);
      }),
    );
  });

  it('goes round in no circle of owners', () => {
    const [a, b] = [resource('a'), resource('b')];
    const many = [resource('c', a), { ...a, parent: b }, { ...b, parent: a }];
    expect(byWeight(many)).toHaveLength(3);
  });
});
