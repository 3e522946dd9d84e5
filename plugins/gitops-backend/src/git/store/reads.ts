import { z } from 'zod';
import { Reads } from '../inputs/walkInputs';
import { GitSource } from '../types';
import { SourceRow } from './rows';

const readsSchema = z.object({
  pathless: z.boolean().default(false),
  nested: z.boolean().default(false),
  inputs: z.array(z.string()).default([]),
});

/** What a source reads beside its path, as it is kept; null where that is all. */
export function writeReads({
  pathless,
  nested,
  inputs,
}: GitSource): string | null {
  if (!pathless && !nested && !inputs?.length) return null;
  const named = inputs?.map(it => it.replaceAll('\0', ''));
  return JSON.stringify({ pathless, nested, inputs: named });
}

export function readReads({
  path,
  reads,
}: Pick<SourceRow, 'path' | 'reads'>): Reads {
  return { path, ...readsSchema.parse(JSON.parse(reads ?? '{}')) };
}
