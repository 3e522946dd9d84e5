import { Person } from '../git/types';

function person(login: string): Person {
  const name = `${login[0].toUpperCase()}${login.slice(1)} Example`;
  return { login, name, email: `${login}@example.com` };
}

export const robin = person('robin');
export const sam = person('sam');
export const kim = person('kim');
export const alex = person('alex');
export const noor = person('noor');
export const jo = person('jo');
export const mika = person('mika');
export const lee = person('lee');

/** Merges and pushes of the Git host itself and of the build pipeline. */
export const pipeline: Person = {
  login: 'pipeline',
  name: 'Build Pipeline',
  email: 'pipeline@example.com',
};

export const people: readonly Person[] = [
  robin,
  sam,
  kim,
  alex,
  noor,
  jo,
  mika,
  lee,
  pipeline,
];

export type TeamName =
  | 'team-shop'
  | 'team-payments'
  | 'team-search'
  | 'team-platform';

export const teams: Record<TeamName, readonly Person[]> = {
  'team-shop': [robin, sam],
  'team-payments': [alex, jo],
  'team-search': [noor, mika],
  'team-platform': [kim, lee],
};
