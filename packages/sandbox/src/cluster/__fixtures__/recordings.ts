import { z } from 'zod/v4';
import { isObject, type JsonObject } from '../json';

const recording = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown().optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown().optional(),
  }),
});

/** A request to a real API server, and its answer. */
export type Recording = z.infer<typeof recording>;

export function readRecording(name: string): Recording {
  return recording.parse(jest.requireActual(`./${name}.json`));
}

const VARYING: Record<string, string> = {
  uid: '<uid>',
  resourceVersion: '<version>',
  creationTimestamp: '<time>',
  deletionTimestamp: '<time>',
  time: '<time>',
  lastTransitionTime: '<time>',
  lastUpdateTime: '<time>',
};

/** Without what differs from one run to the next. */
export function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && key in VARYING
        ? VARYING[key]
        : steady(inner),
    ]),
  );
}

/** For tests that look into an answer: its fields, or a failure. */
export function fieldsIn(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error(`no object: ${JSON.stringify(value)}`);
  return value;
}

/** The same for the items of a list. */
export function itemsIn(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) throw new Error('no list');
  return value.map(fieldsIn);
}
