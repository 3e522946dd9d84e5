import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kustomization, parseKustomization } from '../project/kustomization';
import { FindSource, parseSource } from '../project/source';

const FIXTURES = join(__dirname, '..', '__fixtures__');

/** A recorded look at real objects: `{object, source, …}` as the API server gave them. */
export function recording(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8'));
}

export function recordingNames(folder: string): string[] {
  return readdirSync(join(FIXTURES, folder))
    .filter(file => file.endsWith('.json'))
    .map(file => file.replace(/\.json$/, ''));
}

export function recordedLines(name: string): unknown[] {
  const text = readFileSync(join(FIXTURES, `${name}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
}

export function recordedKustomization(name: string): {
  kustomization: Kustomization;
  findSource: FindSource;
} {
  const { object, source } = recording(name);
  const kustomization = parseKustomization(object);
  if (!kustomization) throw new Error(`${name} is no Kustomization`);
  const found = parseSource(source) ?? 'missing';
  return { kustomization, findSource: () => found };
}
