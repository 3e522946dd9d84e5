/**
 * What an Argo CD sends for an application, and what is kept of it, in bytes; by
 * recorded answers of a real one.
 *
 * `npm run bench -- bytes`
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseApplication } from '../src/project/application';
import { projectApplication } from '../src/project/projectApplication';

const listSchema = z.object({
  response: z.object({
    body: z.looseObject({
      items: z.array(
        z.looseObject({
          metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
        }),
      ),
    }),
  }),
});

const eventSchema = z.object({
  result: z.object({ application: z.unknown() }),
});

const recorded = (name: string) =>
  readFileSync(join(__dirname, '__fixtures__', name), 'utf8');

const listOf = (name: string) =>
  listSchema.parse(JSON.parse(recorded(name))).response.body;

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

interface Measured {
  name: string;
  value: number;
  against: string;
  againstValue: number;
}

/** One JSON line. */
function report({ name, value, against, againstValue }: Measured): void {
  const line = {
    name,
    value: Math.round(value),
    unit: 'bytes',
    against,
    againstValue: Math.round(againstValue),
    ratio: Number((value / againstValue).toFixed(3)),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function measureLists(): void {
  const full = listOf('list-full.json');
  const { length } = full.items;
  const against = 'an application of a list without fields';
  const againstValue = bytesOf(full) / length;
  report({
    name: 'argocd.list.allFields',
    value: bytesOf(listOf('list-fields.json')) / length,
    against,
    againstValue,
  });
  // What is asked for: who is there. The rest comes through the stream anyway.
  const items = full.items.map(({ metadata: { name, namespace } }) => ({
    metadata: { name, namespace },
  }));
  report({
    name: 'argocd.list.names',
    value: bytesOf({ metadata: {}, items }) / length,
    against,
    againstValue,
  });
}

function measureStream(): void {
  const messages = (name: string) => recorded(name).trim().split('\n');
  const full = messages('stream-full.jsonl');
  const against = 'an event without fields';
  const againstValue = mean(full.map(each => Buffer.byteLength(each)));
  const fields = messages('stream-fields.jsonl');
  report({
    name: 'argocd.stream.fields',
    value: mean(fields.map(each => Buffer.byteLength(each))),
    against,
    againstValue,
  });
  const records = full.flatMap(message => {
    const { result } = eventSchema.parse(JSON.parse(message));
    const application = parseApplication(result.application);
    return application ? [projectApplication(application, {})] : [];
  });
  report({
    name: 'argocd.record',
    value: mean(records.map(bytesOf)),
    against,
    againstValue,
  });
}

measureLists();
measureStream();
