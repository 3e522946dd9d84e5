import { BareRepository } from '../bareRepository';
import { LoggedCommit, Signature } from '../commitLog';
import { authorShape, NEVER, View } from './userShapes';

/** Nobody signs here. */
const NOT_SIGNED = {
  verified: false,
  reason: 'gpg.error.not_signed_commit',
  signature: '',
  signer: null,
  payload: '',
};

/** @param verification - whether to tell of the signature, as newer releases do */
export function commitShape(
  view: View,
  { spec }: BareRepository,
  commit: LoggedCommit,
  verification = false,
) {
  const { base } = view;
  const api = `${base}/api/v1/repos/${spec.name}/git`;
  const created = commit.committer.date;
  return {
    url: `${api}/commits/${commit.sha}`,
    sha: commit.sha,
    created,
    html_url: `${base}/${spec.name}/commit/${commit.sha}`,
    commit: {
      url: `${api}/commits/${commit.sha}`,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { url: `${api}/trees/${commit.sha}`, sha: commit.sha, created },
      ...(verification ? { verification: NOT_SIGNED } : {}),
    },
    author: authorShape(view, commit.author.email),
    committer: authorShape(view, commit.committer.email),
    parents: commit.parents.map(sha => ({
      url: `${api}/commits/${sha}`,
      sha,
      created: NEVER,
    })),
    files: commit.files.map(filename => ({ filename })),
  };
}

/** A branch and the commit at its tip. */
export function branchShape(
  { base, users }: View,
  { spec }: BareRepository,
  branch: { name: string; tip: LoggedCommit; mayWrite: boolean },
) {
  const { name, tip, mayWrite } = branch;
  const signer = ({ name: signed, email }: Signature) => ({
    name: signed,
    email,
    username: users.withEmail(email)?.login ?? '',
  });
  return {
    name,
    commit: {
      id: tip.sha,
      message: tip.message,
      url: `${base}/${spec.name}/commit/${tip.sha}`,
      author: signer(tip.author),
      committer: signer(tip.committer),
      verification: NOT_SIGNED,
      timestamp: tip.committer.date,
      added: null,
      removed: null,
      modified: null,
    },
    protected: false,
    required_approvals: 0,
    enable_status_check: false,
    status_check_contexts: [],
    user_can_push: mayWrite,
    user_can_merge: mayWrite,
    effective_branch_protection_name: '',
  };
}
