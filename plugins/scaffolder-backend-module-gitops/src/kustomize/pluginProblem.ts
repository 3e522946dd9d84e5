import { objectsIn } from '../manifests/objectsIn';
import { contentOf, parseYaml, YamlDocument } from '../manifests/yamlText';
import { Place, problemOf } from './paths';
import { NOT_FETCHED, remoteReferences } from './remoteReferences';

/**
 * What is wrong with an entry of `generators`, `transformers` or `validators`,
 * which can fetch, too.
 * @param text - names the plugin's file, or is the plugin itself
 * @param place - what it leads to where it is a name
 */
export async function pluginProblem(
  text: string,
  place: Place,
  read: (path: string) => Promise<YamlDocument[]>,
): Promise<string | undefined> {
  const { documents, findings } = parseYaml('', text);
  const isPlugin = documents.some(yaml => objectsIn(yaml).length > 0);
  const inline = isPlugin && findings.length === 0 ? documents : [];
  const isName = place.is !== 'absent' || inline.length === 0;
  if (isName && place.is === 'directory') {
    // What is patched together there would have to be rendered to be seen.
    return `"${text}" is a directory: name the files in it`;
  }
  if (isName && place.is !== 'file') return problemOf(place, text);
  const plugins = [...inline, ...(isName ? await read(place.path) : [])];
  return plugins.some(
    ({ document }) =>
      remoteReferences(contentOf(document, document.contents)).length > 0,
  )
    ? NOT_FETCHED
    : undefined;
}
