import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { personOf } from './personOf';

/**
 * The entity ref of the person who asks, in whose name it is done.
 * @throws NotAllowedError for a service
 */
export function requirePerson(credentials: BackstageCredentials): string {
  const person = personOf(credentials);
  if (!person) {
    throw new NotAllowedError(
      'Only a person can do this, as it is done in their name: ask with the token of somebody who is signed in.',
    );
  }
  return person;
}
