import { setImmediate } from 'node:timers/promises';
import { Mirror, Remote } from '../commands/mirror';
import { chunks } from '../store/chunks';
import { answersByCommit } from './answersByCommit';
import { BoundedMap } from './BoundedMap';
import { readContents } from './readContents';
import { ManifestObject, readObjects } from './readObjects';
import { readManifestTrees } from './readManifestTrees';
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
/** Objects: an answer has all that are declared at a path, and each commit is another one. */
const MAX_IN_ANSWERS = 20_000;
const MAX_BYTES = 256 * 1024;
/** So many files are held in memory. */
const FILES = 500;

function sizeOf(answer: Declarations): number {
  return [...answer.values()].reduce((sum, { length }) => sum + length, 1);
}

/** Finds the objects that the manifests at paths and commits declare. */
export function createDeclarationReader() {
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
      const contents = await readContents(mirror, remote, {
        shas,
        ids: some,
        maxBytes: MAX_BYTES,
      });
      for (const id of some) {
        const objects = readObjects(contents.get(id) ?? '');
        found.set(id, objects);
        kept.set(id, objects);
        // There may be many, and others want their turn.
        await setImmediate();
      }
    }
    return found;
  }

  return answersByCommit<Declarations>(async (mirror, remote, open) => {
    const shas = [...open.keys()];
    const trees = await readManifestTrees(mirror, remote, shas);
    const places = [...trees].flatMap(([sha, tree]) =>
      [...(open.get(sha) ?? [])].map(path => ({
        sha,
        path,
        files: renderedFiles(tree, path).flatMap(file => {
          const id = tree.entry(file.path)?.id;
          return id === undefined ? [] : [{ ...file, id }];
        }),
      })),
    );
    const ids = new Set(
      places.flatMap(({ files }) => files.map(({ id }) => id)),
    );
    const objects = await read(mirror, remote, shas, ids);
    const answers = places.map(({ sha, path, files }) => {
      const answer = new Map<string, Declared[]>();
      for (const { id, path: file, namespace } of files) {
        for (const object of objects.get(id) ?? []) {
          const key = declaredAs(object.kind, object.name);
          const others = answer.get(key) ?? [];
          answer.set(key, others);
          // Kustomize sets it whatever the manifest says.
          const set = namespace ?? object.namespace;
          others.push({ ...object, namespace: set, file });
        }
      }
      return { sha, path, answer };
    });
    return answers;
  }, new BoundedMap<Declarations>(MAX_IN_ANSWERS, sizeOf));
}

export type DeclarationReader = ReturnType<typeof createDeclarationReader>;
