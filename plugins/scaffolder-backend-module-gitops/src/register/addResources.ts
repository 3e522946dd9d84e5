import { isMap, isSeq, parseDocument } from 'yaml';

/**
 * Adds names to the `resources` of a kustomization; the rest of the text stays
 * as it is. What is listed already is left alone.
 * @throws Error where it is no kustomization, or has no list that can be added to
 */
export function addResources(text: string, names: string[]): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw document.errors[0];
  if (document.contents !== null && !isMap(document.contents)) {
    throw new Error('it is no map');
  }
  const listed = document.get('resources');
  if (listed !== undefined && listed !== null && !isSeq(listed)) {
    throw new Error('its "resources" are no list');
  }
  const known = isSeq(listed)
    ? listed.items.map(item => String(item).replace(/^\.\//, ''))
    : [];
  const missing = names.filter(name => !known.includes(name));
  if (missing.length === 0) return text;
  if (isSeq(listed)) {
    missing.forEach(name => listed.add(name));
  } else {
    document.set('resources', missing);
  }
  // As the author writes lists: below their key, or further in.
  return document.toString({ lineWidth: 0, indentSeq: !/^- /m.test(text) });
}
