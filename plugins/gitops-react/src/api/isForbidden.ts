import { ResponseError } from '@backstage/errors';

/** Whether the backend refused because the person lacks a permission. */
export function isForbidden(error: Error): boolean {
  return error instanceof ResponseError && error.statusCode === 403;
}
