import { z } from 'zod';

/**
 * Whether a person may do something. `forbidden`: no permission for any entity
 * that it belongs to. `unconfirmed`: the entity claims the application, but the
 * application does not name the entity.
 */
export const permittedSchema = z.union([
  z.literal(true),
  z.enum(['forbidden', 'unconfirmed']),
]);
export type Permitted = z.infer<typeof permittedSchema>;

/** `windowClosed`: nobody may now, see `syncWindow`; the engine has the last word. */
export const operationPermittedSchema = z.union([
  permittedSchema,
  z.literal('windowClosed'),
]);
export type OperationPermitted = z.infer<typeof operationPermittedSchema>;
