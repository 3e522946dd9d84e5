import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Opaque text that stands for a place in a list. */
export interface PageCursor<Place> {
  write(place: Place): string;
  /** @throws InputError for what `write` has not written */
  read(cursor: string): Place;
}

/** Writes and reads the places that a schema describes. */
export function pageCursor<Place>(schema: z.ZodType<Place>): PageCursor<Place> {
  return {
    write: place => Buffer.from(JSON.stringify(place)).toString('base64url'),
    read(cursor) {
      try {
        const json = Buffer.from(cursor, 'base64url').toString('utf8');
        return schema.parse(JSON.parse(json));
      } catch {
        throw new InputError('The cursor is not one that was given out here.');
      }
    },
  };
}
