import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { PagePosition } from '../store/pageApplications';

const text = z.string().refine(value => !value.includes('\0'));
const positionSchema = z.tuple([text, text]);

/** Opaque text that stands for a place in the fleet. */
export function writeCursor({ name, id }: PagePosition): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

/** @throws InputError for what `writeCursor` has not written */
export function readCursor(cursor: string): PagePosition {
  try {
    const json = Buffer.from(cursor, 'base64url').toString('utf8');
    const [name, id] = positionSchema.parse(JSON.parse(json));
    return { name, id };
  } catch {
    throw new InputError('The cursor is not one that was given out here.');
  }
}
