import { Person } from '../types';
import { Users } from './users';

/** What Gitea calls "no time". */
export const NEVER = '0001-01-01T00:00:00Z';

/** What shapes need beside the thing itself. */
export interface View {
  /** Base URL of the host, no trailing slash. */
  base: string;
  users: Users;
}

export function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function userShape(
  { base }: View,
  user: { id: number; login: string; email: string; created: string },
) {
  return {
    id: user.id,
    login: user.login,
    full_name: '',
    email: user.email,
    avatar_url: `${base}/user/avatar/${user.login}/-1`,
    language: '',
    is_admin: false,
    last_login: NEVER,
    created: user.created,
    restricted: false,
    active: false,
    prohibit_login: false,
    location: '',
    website: '',
    description: '',
    visibility: 'public',
    followers_count: 0,
    following_count: 0,
    starred_repos_count: 0,
    username: user.login,
  };
}

export function personShape(view: View, person: Person) {
  const { login, email } = person;
  const id = view.users.idOf(person);
  return userShape(view, { id, login, email, created: NEVER });
}

/** The account of an author, or null for somebody without one. */
export function authorShape(view: View, email: string) {
  const person = view.users.withEmail(email);
  return person ? personShape(view, person) : null;
}

/** An organisation as the owner of a repository. */
export function ownerShape(view: View, name: string, created: string) {
  const id = view.users.organisationId(name) ?? 0;
  return userShape(view, { id, login: name, email: '', created });
}

/** An organisation by itself. */
export function organisationShape({ base }: View, id: number, name: string) {
  return {
    id,
    username: name,
    full_name: '',
    avatar_url: `${base}/user/avatar/${name}/-1`,
    description: '',
    website: '',
    location: '',
    visibility: 'public',
    repo_admin_change_team_access: false,
  };
}
