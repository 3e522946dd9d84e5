import { GitHost, Person } from '../git/types';
import { Clock } from '../clock';
import { imageOf } from '../world/manifests';
import { teams } from '../world/people';
import { Deployment } from '../world/services';
import { nextPatch } from '../world/versions';
import { InputError } from './errors';
import { find, reactionOf } from './find';
import { Told } from './told';

const NEVER_BUILT = 'does-not-exist';

/** The file of the overlay that says which image runs. */
interface TagFile {
  path: string;
  text: string;
  /** How the tag stands there. */
  line: string;
  tag: string;
}

/** The next release after what Git says; a new start from one that was never built. */
export function nextTag({ service }: Deployment, tag: string): string {
  return tag === NEVER_BUILT ? service.version.join('.') : nextPatch(tag);
}

/** Throws where the overlay sets no image tag. */
export async function readTag(
  git: GitHost,
  { service: { repository }, path }: Deployment,
): Promise<TagFile> {
  const file = `${path}/kustomization.yaml`;
  const head = await git.resolve(repository, 'main');
  const text = await git.readFile(repository, head, file);
  const match = text && /newTag: *"?([^\s"]+)"?/.exec(text);
  if (!text || !match) {
    throw new InputError(`${file} of ${repository} sets no image tag`);
  }
  return { path: file, text, line: match[0], tag: match[1] };
}

/** What people do by committing. */
export function createGitVerbs({ git, clock }: { git: GitHost; clock: Clock }) {
  const authorOf = ({ service }: Deployment): Person => teams[service.team][0];

  const commitTag = async (
    deployment: Deployment,
    file: TagFile,
    tag: string,
    message?: string,
  ) => {
    const { service, cluster } = deployment;
    const subject = message ?? `Bump ${service.name} to ${tag} in ${cluster}`;
    const line = `newTag: ${JSON.stringify(tag)}`;
    const sha = await git.commit({
      repository: service.repository,
      files: { [file.path]: file.text.replace(file.line, line) },
      message: subject,
      author: authorOf(deployment),
      at: clock(),
    });
    return { sha, subject };
  };
  const pushed = (deployment: Deployment, sha: string) =>
    `${authorOf(deployment).name} pushed ${sha.slice(0, 7)} to ${
      deployment.service.repository
    }`;

  return {
    async commit(application: string, message?: string): Promise<Told> {
      const deployment = find(application);
      const file = await readTag(git, deployment);
      const tag = nextTag(deployment, file.tag);
      const { sha } = await commitTag(deployment, file, tag, message);
      return {
        message: `${pushed(
          deployment,
          sha,
        )}: ${application} shall run ${tag}. ${reactionOf(
          deployment,
        )}: watch the new commit on its page.`,
      };
    },

    async break(application: string): Promise<Told> {
      const deployment = find(application);
      const file = await readTag(git, deployment);
      const { sha } = await commitTag(deployment, file, NEVER_BUILT);
      return {
        message: `${pushed(
          deployment,
          sha,
        )}: ${application} shall run ${imageOf(
          deployment.service,
        )}:${NEVER_BUILT}, which was never built. ${reactionOf(
          deployment,
        )}; once it is applied, watch its health become degraded.`,
      };
    },

    async revert(application: string): Promise<Told> {
      const deployment = find(application);
      const { repository } = deployment.service;
      const file = await readTag(git, deployment);
      const tag = nextTag(deployment, file.tag);
      const { sha, subject } = await commitTag(deployment, file, tag);
      const revert = await git.commit({
        repository,
        files: { [file.path]: file.text },
        message: `Revert "${subject}"\n\nThis reverts commit ${sha}.`,
        author: authorOf(deployment),
        at: clock(),
      });
      return {
        message: `${pushed(
          deployment,
          sha,
        )} and took it back with ${revert.slice(
          0,
          7,
        )}: ${application} shall run ${
          file.tag
        } as before. Watch that two commits came and nothing is called drifted.`,
      };
    },
  };
}
