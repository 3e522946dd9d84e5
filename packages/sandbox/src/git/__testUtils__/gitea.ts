import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitAccount } from '../credentials';
import { TestHost } from './testHost';

export interface Recording {
  request: { method: string; path: string; body?: unknown };
  response: { status: number; body: unknown };
}

/** What a real Gitea was asked and answered. */
export function recording(name: string): Recording {
  const file = join(__dirname, '..', '__fixtures__', 'gitea', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Field names and types all the way down; of a list, the first item. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.slice(0, 1).map(shapeOf);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, shapeOf(field)]),
    );
  }
  return value === null ? null : typeof value;
}

export function basic({ username, password }: GitAccount): string {
  return `Basic ${btoa(`${username}:${password}`)}`;
}

/** Asks the REST API of a host; `body` is parsed where it is JSON. */
export async function ask(
  host: TestHost,
  path: string,
  options: { as?: GitAccount | string; post?: unknown } = {},
) {
  const { as, post } = options;
  const authorization = typeof as === 'object' ? basic(as) : as;
  const response = await fetch(`${host.git.url}/api/v1${path}`, {
    method: post === undefined ? 'GET' : 'POST',
    headers: {
      ...(authorization ? { authorization } : {}),
      'content-type': 'application/json',
    },
    body: post === undefined ? undefined : JSON.stringify(post),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}
