import { z } from 'zod';

/**
 * The name or namespace of an object, as Kubernetes allows it for those that are
 * observed: no path leads elsewhere by it, and every database takes it.
 */
export const objectNameSchema = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/i);
