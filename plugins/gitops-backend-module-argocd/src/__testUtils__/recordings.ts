import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonBodyType } from 'msw';
import { ArgocdApplication, parseApplication } from '../project/application';

interface RecordedAnswer {
  status: number;
  body: JsonBodyType;
}

/** A recorded answer of a real Argo CD, by the file's name. */
export function recordedAnswer(name: string): RecordedAnswer {
  const file = join(__dirname, '..', '__fixtures__', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')).response;
}

export function recordedBody(name: string): JsonBodyType {
  return recordedAnswer(name).body;
}

export function recordedApplication(name: string): ArgocdApplication {
  const application = parseApplication(recordedBody(name));
  if (!application) throw new Error(`${name} is no application`);
  return application;
}

interface WatchEvent {
  type: string;
  object: { metadata: { name: string; namespace: string } };
}

/** An Application that was made to fit the schema, not recorded. */
export function madeBody(name: string): WatchEvent['object'] {
  const file = join(__dirname, '..', '__fixtures__', 'made', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function madeApplication(name: string): ArgocdApplication {
  const application = parseApplication(madeBody(name));
  if (!application) throw new Error(`${name} is no application`);
  return application;
}

/** What a watch of Applications through the Kubernetes API brought, in order. */
export function recordedWatch(): WatchEvent[] {
  const file = join(
    __dirname,
    '..',
    '__fixtures__',
    'kubernetes-watch-sync.jsonl',
  );
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** Applications as a list of the Kubernetes API has them. */
export function recordedList(): Array<WatchEvent['object']> {
  const file = join(
    __dirname,
    '..',
    '__fixtures__',
    'kubernetes-list-limit3.json',
  );
  return JSON.parse(readFileSync(file, 'utf8')).items;
}

/**
 * A recorded body with other values: keys are ways into it, such as
 * `status > history > 0 > id`; undefined takes the value away.
 */
export function changedBody(
  name: string,
  changes: Record<string, unknown>,
): JsonBodyType {
  const body = recordedBody(name);
  for (const [way, value] of Object.entries(changes)) {
    const steps = way.split(' > ');
    const last = steps.splice(-1)[0];
    let at: unknown = body;
    for (const step of steps) at = Object(at)[step];
    Object.assign(Object(at), { [last]: value });
  }
  return body;
}
