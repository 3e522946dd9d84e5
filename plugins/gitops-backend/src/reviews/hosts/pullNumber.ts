import { z } from 'zod';

/** Of a pull request; no greater than the database takes. */
export const pullNumberSchema = z.int32().positive();
