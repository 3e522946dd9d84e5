import { z } from 'zod/v4';
import { APPLICATION_VERBS } from './applicationVerbs';

const DEFAULT_URL = 'http://127.0.0.1:7015';

const USAGE = `Usage:
  list                             every application with its state
  commit <application> [message]   commit a new image tag to its overlay
  reviewed <application>           the same through a pull request that is approved
  revert <application>             commit a new image tag and take it back at once
  break <application>              commit an image that was never built
  parameter <application>          set the image in the engine's own object
  edit <application>               change its Deployment by hand
  undo <application>               take the change by hand back, by hand
  scale <application>              have an autoscaler change its replicas
  default <application>            have an admission webhook fill in a field
  sync <application>               have the engine apply what Git says
  outage <instance> on|off         cut off main (Argo CD), staging, production or edge
  reviews answered|refused|limited how the API of the Git host answers`;

const told = z.object({ message: z.string() });
const listed = z.object({
  items: z.array(
    z.object({
      application: z.string(),
      engine: z.string(),
      instance: z.string(),
      state: z.string(),
    }),
  ),
});

export interface CommandResult {
  text: string;
  isError: boolean;
}

class Refusal extends Error {}

async function call(url: string, method: string, body?: unknown) {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch(() => {
    throw new Refusal(
      `The sandbox is not running (nothing answers at ${
        new URL(url).origin
      }). Start it with \`npm start\`.`,
    );
  });
  const content: unknown = await response.json();
  if (!response.ok) {
    throw new Refusal(told.parse(content).message);
  }
  return content;
}

function table(rows: string[][]): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function perform(base: string, args: string[]): Promise<string> {
  const [verb, name, ...rest] = args;
  const tell = async (body: unknown) =>
    told.parse(await call(`${base}/${verb}`, 'POST', body)).message;
  if (APPLICATION_VERBS.some(known => known === verb)) {
    return await tell({ application: name ?? '?' });
  }
  switch (verb) {
    case 'list': {
      const { items } = listed.parse(await call(`${base}/applications`, 'GET'));
      return table([
        ['APPLICATION', 'ENGINE', 'INSTANCE', 'STATE'],
        ...items.map(({ application, engine, instance, state }) => [
          application,
          engine,
          instance,
          state,
        ]),
      ]);
    }
    case 'commit':
      return await tell({
        application: name ?? '?',
        ...(rest.length > 0 && { message: rest.join(' ') }),
      });
    case 'reviews':
      return await tell({ behaviour: name ?? '?' });
    case 'outage':
      if (rest[0] !== 'on' && rest[0] !== 'off') {
        throw new Refusal(`Say whether the outage is on or off.\n${USAGE}`);
      }
      return await tell({ instance: name, on: rest[0] === 'on' });
    default:
      throw new Refusal(USAGE);
  }
}

/** One command of the sandbox's command line, as text to print. */
export async function runCommand(
  args: string[],
  { url = DEFAULT_URL }: { url?: string } = {},
): Promise<CommandResult> {
  try {
    return { text: await perform(url, args), isError: false };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { text, isError: true };
  }
}
