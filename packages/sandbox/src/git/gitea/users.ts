import { accountPeople } from '../credentials';
import { HostContext } from '../hostContext';
import { Person } from '../types';

/** Everyone with a name on the host; ids are one numbering for people and organisations. */
export class Users {
  readonly #people: readonly Person[];

  constructor(private readonly context: HostContext) {
    this.#people = [...accountPeople, ...context.people];
  }

  /** The account behind the address of an author. */
  withEmail(email: string): Person | undefined {
    return this.#people.find(person => person.email === email);
  }

  named(login: string): Person | undefined {
    return this.#people.find(person => person.login === login);
  }

  idOf(person: Person): number {
    return this.#people.findIndex(({ login }) => login === person.login) + 1;
  }

  /** Undefined where there is no such organisation. */
  organisationId(name: string): number | undefined {
    const index = this.context.repositories.organisations().indexOf(name);
    return index < 0 ? undefined : this.#people.length + index + 1;
  }
}
