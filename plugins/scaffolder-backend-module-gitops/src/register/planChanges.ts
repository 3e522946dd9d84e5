import { readFile } from 'node:fs/promises';
import { basename, join, posix, relative, sep } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import { kustomizationFile } from '../kustomize/paths';
import { addResources } from './addResources';
import { File } from './files';

/** Those of the files that a checkout does not have just so. */
export async function missingFrom(
  checkout: string,
  files: File[],
): Promise<{ absent: File[]; different: File[] }> {
  const absent: File[] = [];
  const different: File[] = [];
  for (const file of files) {
    const target = resolveSafeChildPath(checkout, file.path);
    const present = await readFile(target).catch(() => undefined);
    if (!present) absent.push(file);
    else if (!present.equals(file.content)) different.push(file);
  }
  return { absent, different };
}

function withResources(path: string, text: string, names: string[]): string {
  try {
    return addResources(text, names);
  } catch (error) {
    throw new ConflictError(
      `"${path}" cannot list ${names.join(', ')}: ${
        toError(error).message
      }; put it right first`,
    );
  }
}

/**
 * What has to be written to a checkout so that it has the files, and so that the
 * kustomizations beside them list them. Nothing that is there is written over.
 * @throws ConflictError where a file is there with other content, or a
 *   kustomization cannot be added to
 * @throws NotAllowedError where a path leads out of the checkout
 */
export async function planChanges(
  checkout: string,
  files: File[],
): Promise<File[]> {
  const { absent, different } = await missingFrom(checkout, files);
  if (different.length > 0) {
    throw new ConflictError(
      `${different
        .map(({ path }) => `"${path}"`)
        .join(', ')}: there already, with other content; choose another name`,
    );
  }
  const changes = [...absent];
  const directories = new Set(files.map(({ path }) => posix.dirname(path)));
  for (const directory of directories) {
    const found = await kustomizationFile(join(checkout, directory)).catch(
      () => undefined,
    );
    if (!found) continue;
    const path = relative(checkout, found).split(sep).join('/');
    const text = await readFile(resolveSafeChildPath(checkout, path), 'utf8');
    const names = files
      .filter(file => posix.dirname(file.path) === directory)
      .map(file => basename(file.path))
      .filter(name => /\.ya?ml$/.test(name) && name !== basename(found));
    const listed = withResources(path, text, names);
    if (listed !== text) changes.push({ path, content: Buffer.from(listed) });
  }
  return changes;
}
