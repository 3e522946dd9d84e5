import { Mirror, Remote } from '../commands/mirror';
import { chunks } from '../store/chunks';
import { answersByCommit, forgetOldest } from './answersByCommit';
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

const MAX_KEPT = 50_000;
const MAX_BYTES = 256 * 1024;
/** So many files are held in memory. */
const FILES = 500;

/** Finds the objects that the manifests at paths and commits declare. */
export function createDeclarationReader() {
  /** By the id of the file's contents. */
  const kept = new Map<string, ManifestObject[]>();

  async function read(
    mirror: Mirror,
    remote: Remote,
    shas: string[],
    ids: Set<string>,
  ): Promise<void> {
    for (const some of chunks(ids, FILES)) {
      const contents = await readContents(mirror, remote, {
        shas,
        ids: some,
        maxBytes: MAX_BYTES,
      });
      for (const id of some) {
        kept.set(id, readObjects(contents.get(id) ?? ''));
      }
    }
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
    await read(
      mirror,
      remote,
      shas,
      new Set([...ids].filter(id => !kept.has(id))),
    );
    const answers = places.map(({ sha, path, files }) => {
      const answer = new Map<string, Declared[]>();
      for (const { id, path: file, namespace } of files) {
        for (const object of kept.get(id) ?? []) {
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
    forgetOldest(kept, MAX_KEPT);
    return answers;
  });
}

export type DeclarationReader = ReturnType<typeof createDeclarationReader>;
