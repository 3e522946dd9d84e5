import type { Request } from 'express';
import { parse as parseYaml } from 'yaml';
import { badRequest, tooLarge } from '../errors';

const LIMIT_BYTES = 3 * 1024 * 1024;

/** The body as text. Throws 413 for more than 3 MiB. */
export async function readBody(req: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LIMIT_BYTES) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function mediaType(req: Request): string {
  const [type] = (req.headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}

function goWords(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.charAt(0).toLowerCase() + words.slice(1);
}

export function parsePatch(text: string, yaml: boolean): unknown {
  try {
    return yaml ? parseYaml(text) : JSON.parse(text);
  } catch (error) {
    throw badRequest(
      yaml
        ? `error decoding YAML: ${goWords(error)}`
        : `error decoding patch: ${goWords(error)}`,
    );
  }
}

/** An object of a kind, as JSON or YAML. */
export function parseManifest(text: string, yaml: boolean, kind: string) {
  try {
    const value: unknown = yaml ? parseYaml(text) : JSON.parse(text);
    return value;
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${goWords(
        error,
      )} (${text.slice(0, 200)})`,
    );
  }
}
