import { LoggedCommit } from '../commitLog';
import { Html, html } from './html';

/** One commit in a list. */
export function commitItem(
  repository: string,
  { sha, message, author }: LoggedCommit,
): Html {
  return html`<li>
    <a href="/${repository}/commit/${sha}">${sha.slice(0, 7)}</a>
    ${message.split('\n')[0]}, ${author.name}
  </li>`;
}
