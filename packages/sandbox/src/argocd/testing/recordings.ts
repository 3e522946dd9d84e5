import { readFileSync } from 'node:fs';
import { z } from 'zod';

const recordingSchema = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    body: z.unknown().optional(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  }),
});

const read = (file: string) =>
  readFileSync(require.resolve(`../__fixtures__/${file}`), 'utf8');

/** One request to the real API, and its answer. */
export function recording(name: string) {
  return recordingSchema.parse(JSON.parse(read(`${name}.json`)));
}

/** One recorded answer of the real API. */
export function recorded(name: string) {
  return recording(name).response;
}

/** The events of a recorded stream. */
export function recordedStream(name: string): unknown[] {
  return read(`${name}.jsonl`)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}
