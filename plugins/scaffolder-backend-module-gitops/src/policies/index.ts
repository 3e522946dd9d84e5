import { limitsSet } from './limitsSet';
import { noHostAccess } from './noHostAccess';
import { noLatestImage } from './noLatestImage';
import { noPlainSecret } from './noPlainSecret';
import { notPrivileged } from './notPrivileged';
import { Policy } from './policy';

/** Every rule that `gitops:validate` knows. */
export const policies: Policy[] = [
  noLatestImage,
  limitsSet,
  notPrivileged,
  noHostAccess,
  noPlainSecret,
];
