import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Kind, namespace and name are made of these, see the catalog's validation. */
const PART = /^[A-Za-z0-9][-A-Za-z0-9_.]{0,252}$/;
const MAX_REFS = 50;

/**
 * The entities that an application names in its `backstage.io/entity-ref`
 * annotation, in full form and stable order; a comma separates several. What is
 * no entity ref, or comes after the first 50, is left out: it was written by
 * somebody else's hand.
 */
export function readEntityRefs(annotation: string | undefined): string[] {
  const refs = (annotation ?? '').split(',').flatMap(part => {
    try {
      const ref = parseEntityRef(part.trim(), {
        defaultKind: 'component',
        defaultNamespace: 'default',
      });
      const isOne = [ref.kind, ref.namespace, ref.name].every(each =>
        PART.test(each),
      );
      return isOne ? [stringifyEntityRef(ref)] : [];
    } catch {
      return [];
    }
  });
  return [...new Set(refs)].slice(0, MAX_REFS).sort();
}
