import { Contents } from './askTrees';
import { BoundedMap } from './BoundedMap';
import { createDeclarationReader } from './createDeclarationReader';
import { createInputReader } from './createInputReader';

/** Characters of kustomizations and other manifests that are kept. */
const MAX_CONTENTS = 16 * 1024 * 1024;
/** What an entry takes beside them. */
const ENTRY = 100;

/** Both remember what they found, with the same files. */
export function createReaders() {
  const contents: Contents = new BoundedMap(
    MAX_CONTENTS,
    text => ENTRY + (text?.length ?? 0),
  );
  return {
    readInputs: createInputReader(contents),
    readDeclared: createDeclarationReader(contents),
  };
}
