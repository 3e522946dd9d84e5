import { setImmediate } from 'node:timers/promises';
import { Mirror, Remote } from '../commands/mirror';
import { chunks } from '../store/chunks';
import { askTrees, Contents } from './askTrees';
import { BoundedMap } from './BoundedMap';
import { keptAnswers } from './keptAnswers';
import { readContents } from './readContents';
import { ManifestObject, readObjects } from './readObjects';
import { renderedFiles } from './renderedFiles';

/** An object that a file declares. */
interface Declared extends ManifestObject {
  file: string;
}

/** Those of each kind and name, see `declaredAs`. */
export type Declarations = ReadonlyMap<string, Declared[]>;

export function declaredAs(kind: string, name: string): string {
  return `${kind} ${name}`;
}

/** Files and objects. */
const MAX_KEPT = 50_000;
/** Objects that are declared at paths, and what they were found with. */
const MAX_IN_ANSWERS = 100_000;
const MAX_BYTES = 256 * 1024;
/** So many files are held in memory. */
const FILES = 500;

function sizeOf(answer: Declarations): number {
  return [...answer.values()].reduce((sum, { length }) => sum + length, 1);
}

/** Finds the objects that the manifests at paths and commits declare. */
export function createDeclarationReader(contents: Contents) {
  /** By the id of the file's contents. */
  const kept = new BoundedMap<ManifestObject[]>(
    MAX_KEPT,
    objects => 1 + objects.length,
  );

  async function read(
    mirror: Mirror,
    remote: Remote,
    shas: string[],
    ids: ReadonlySet<string>,
  ): Promise<Map<string, ManifestObject[]>> {
    const found = new Map<string, ManifestObject[]>();
    for (const id of ids) {
      const known = kept.get(id);
      if (known) found.set(id, known);
    }
    const open = [...ids].filter(id => !found.has(id));
    for (const some of chunks(open, FILES)) {
      const texts = await readContents(mirror, remote, {
        shas,
        ids: some,
        maxBytes: MAX_BYTES,
      });
      for (const id of some) {
        const objects = readObjects(texts.get(id) ?? '');
        found.set(id, objects);
        kept.set(id, objects);
        // There may be many, and others want their turn.
        await setImmediate();
      }
    }
    return found;
  }

  return keptAnswers<string, Declarations>(
    async (mirror, remote, open) => {
      const places = await askTrees(
        mirror,
        remote,
        open.map(({ sha, treeId, of }) => ({
          sha,
          treeId,
          ask: tree =>
            renderedFiles(tree, of).flatMap(file => {
              const id = tree.id(file.path);
              return id === undefined ? [] : [{ ...file, id }];
            }),
        })),
        contents,
      );
      const ids = new Set(
        places.flatMap(({ answer }) => answer.map(({ id }) => id)),
      );
      const shas = [...new Set(open.map(({ sha }) => sha))];
      const objects = await read(mirror, remote, shas, ids);
      return places.map(({ answer: files, footprint }) => {
        const answer = new Map<string, Declared[]>();
        for (const { id, path: file, naming } of files) {
          for (const object of objects.get(id) ?? []) {
            const name = naming.prefix + object.name + naming.suffix;
            const key = declaredAs(object.kind, name);
            const others = answer.get(key) ?? [];
            answer.set(key, others);
            // Kustomize sets it whatever the manifest says.
            const namespace = naming.namespace ?? object.namespace;
            others.push({ ...object, name, namespace, file });
          }
        }
        return { answer, footprint };
      });
    },
    { most: MAX_IN_ANSWERS, sizeOf },
  );
}

export type DeclarationReader = ReturnType<typeof createDeclarationReader>;
