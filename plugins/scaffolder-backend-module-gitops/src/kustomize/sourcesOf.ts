import { Source } from '../manifests/manifest';

/**
 * Where a rendered object comes from: what is of its kind and has its name, or
 * the name that it had before a prefix, a suffix or a hash was added.
 */
export function sourcesOf(
  sources: Source[],
  object: { kind: string; name: string },
): Source[] {
  const ofKind = sources.filter(
    ({ kind }) => kind === undefined || kind === object.kind,
  );
  const [original = object.name] = ofKind
    .flatMap(({ name }) => (name === undefined ? [] : [name]))
    .filter(name => object.name.includes(name))
    .sort((a, b) => b.length - a.length);
  return ofKind.filter(({ name, targets }) =>
    name === undefined ? targets?.(original) : name === original,
  );
}
