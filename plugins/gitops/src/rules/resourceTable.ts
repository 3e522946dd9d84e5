import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import {
  healthOf,
  rankOfResource,
  rankOfWord,
  ResourceWord,
  syncOf,
  wordsOfResource,
} from './resourceState';

export const COLUMNS = [
  'kind',
  'name',
  'namespace',
  'sync',
  'health',
  'images',
  'age',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What of the resources is shown, and in which order. */
export interface ResourceView {
  /** Words that all occur in kind, name, namespace, images or message. */
  text: string;
  /** Only what this is said of. */
  state?: ResourceWord;
  /** The worst first where it is absent. */
  sort?: { column: Column; descending: boolean };
}

const VALUES: Record<
  Column,
  (resource: ManagedResource) => string | number | undefined
> = {
  kind: ({ kind }) => kind,
  name: ({ name }) => name,
  namespace: ({ namespace }) => namespace,
  sync: resource => rank(syncOf(resource)?.word),
  health: resource => rank(healthOf(resource)?.word),
  images: ({ images }) => images?.join(' ') || undefined,
  age: ({ createdAt }) => createdAt && -Date.parse(createdAt),
};

/** What is left under a view, in its order; what has no value in a column comes last. */
export function resourceRows(
  items: ManagedResource[],
  { text, state, sort }: ResourceView,
): ManagedResource[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = items
    .filter(resource => {
      const said = textOf(resource);
      return (
        words.every(word => said.includes(word)) &&
        (!state || wordsOfResource(resource).includes(state))
      );
    })
    .sort(
      (a, b) =>
        rankOfResource(a) - rankOfResource(b) ||
        compare(a.kind, b.kind) ||
        compare(a.name, b.name),
    );
  if (!sort) return rows;
  const valueOf = VALUES[sort.column];
  const sign = sort.descending ? -1 : 1;
  return rows.sort((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined);
    }
    return sign * compare(one, other);
  });
}

/** What is said of the resources and of how many, the worst first. */
export function stateCounts(
  items: ManagedResource[],
): Array<{ word: ResourceWord; count: number }> {
  const counts = new Map<ResourceWord, number>();
  for (const word of items.flatMap(wordsOfResource)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => rankOfWord(a.word) - rankOfWord(b.word));
}

function rank(word: ResourceWord | undefined): number | undefined {
  return word && rankOfWord(word);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : collator.compare(String(a), String(b));
}

function textOf(resource: ManagedResource): string {
  const { kind, name, namespace, images = [], message } = resource;
  return [kind, name, namespace, ...images, message].join(' ').toLowerCase();
}
