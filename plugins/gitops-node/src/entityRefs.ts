import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/**
 * The entities that an application names in its `backstage.io/entity-ref`
 * annotation, in full form and stable order; a comma separates several. What is
 * no entity ref is left out: it was written by somebody else's hand.
 */
export function readEntityRefs(annotation: string | undefined): string[] {
  const refs = (annotation ?? '').split(',').flatMap(part => {
    try {
      return [
        stringifyEntityRef(
          parseEntityRef(part.trim(), {
            defaultKind: 'component',
            defaultNamespace: 'default',
          }),
        ),
      ];
    } catch {
      return [];
    }
  });
  return [...new Set(refs)].sort();
}
