import { GitHost, Person } from '../git/types';
import { Clock } from '../clock';
import { imageOf } from '../world/manifests';
import { pipeline, teams } from '../world/people';
import { isRelease, Release } from '../world/releases';
import { Deployment, Placed } from '../world/services';
import { find, reactionOf } from './find';
import {
  NEVER_BUILT,
  nextChart,
  nextTag,
  Pin,
  readChart,
  readTag,
} from './pins';
import { Told } from './told';

/** A new value of a line in Git, and how people call it. */
interface Bump {
  pin: Pin;
  value: string;
  subject: string;
  words: string;
}

/** What people do by committing. */
export function createGitVerbs({ git, clock }: { git: GitHost; clock: Clock }) {
  const authorOf = ({ service }: Placed): Person => teams[service.team][0];

  /** The next version: of the chart where there is one, else of the image. */
  const nextOf = async (placed: Deployment | Release): Promise<Bump> => {
    const { service, cluster } = placed;
    if (isRelease(placed)) {
      const pin = await readChart(git, placed);
      const value = nextChart(pin.value);
      const words = `version ${value} of its chart`;
      const subject = `Upgrade ${service.name} to ${words} in ${cluster}`;
      return { pin, value, subject, words };
    }
    const pin = await readTag(git, placed);
    const value = nextTag(placed, pin.value);
    const subject = `Bump ${service.name} to ${value} in ${cluster}`;
    return { pin, value, subject, words: value };
  };
  const commitFile = (
    placed: Placed,
    { repository, path }: Pin,
    text: string,
    message: string,
  ) =>
    git.commit({
      repository,
      files: { [path]: text },
      message,
      author: authorOf(placed),
      at: clock(),
    });
  const pushed = (placed: Placed, { repository }: Pin, sha: string) =>
    `${authorOf(placed).name} pushed ${sha.slice(0, 7)} to ${repository}`;

  return {
    async commit(application: string, message?: string): Promise<Told> {
      const placed = find(application);
      const { pin, value, subject, words } = await nextOf(placed);
      const text = pin.set(value);
      const sha = await commitFile(placed, pin, text, message ?? subject);
      return {
        message: `${pushed(
          placed,
          pin,
          sha,
        )}: ${application} shall run ${words}. ${reactionOf(
          placed,
        )}: watch the new commit on its page.`,
      };
    },

    async reviewed(application: string): Promise<Told> {
      const placed = find(application);
      const { pin, value, subject, words } = await nextOf(placed);
      const [author, reviewer] = teams[placed.service.team];
      const { repository, path } = pin;
      const { index, head } = await git.pull({
        repository,
        branch: `${author.login}/${placed.service.name}-${value}`,
        files: { [path]: pin.set(value) },
        message: subject,
        author,
        at: clock(),
        reviews: [{ by: reviewer, state: 'APPROVED', body: 'Looks right' }],
      });
      const merge = await git.mergePull(repository, index, { by: reviewer });
      for (const sha of [head, merge]) {
        git.addStatus(repository, sha, {
          state: 'success',
          context: 'ci/validate',
          description: 'All manifests build',
          targetUrl: '',
          by: pipeline,
        });
      }
      return {
        message: `${reviewer.name} approved and merged #${index} of ${
          author.name
        } in ${repository}: ${application} shall run ${words}. ${reactionOf(
          placed,
        )}: watch who reviewed the new commits on its page.`,
      };
    },

    async break(application: string): Promise<Told> {
      const placed = find(application);
      const { service, cluster } = placed;
      const pin = await readTag(git, placed);
      const subject = `Bump ${service.name} to ${NEVER_BUILT} in ${cluster}`;
      const text = pin.set(NEVER_BUILT);
      const sha = await commitFile(placed, pin, text, subject);
      const outcome = isRelease(placed)
        ? 'the upgrade fail'
        : 'its health become degraded';
      return {
        message: `${pushed(
          placed,
          pin,
          sha,
        )}: ${application} shall run ${imageOf(
          service,
        )}:${NEVER_BUILT}, which was never built. ${reactionOf(
          placed,
        )}; once it is applied, watch ${outcome}.`,
      };
    },

    async revert(application: string): Promise<Told> {
      const placed = find(application);
      const { pin, value, subject } = await nextOf(placed);
      const sha = await commitFile(placed, pin, pin.set(value), subject);
      const words = `Revert "${subject}"\n\nThis reverts commit ${sha}.`;
      const revert = await commitFile(placed, pin, pin.text, words);
      return {
        message: `${pushed(
          placed,
          pin,
          sha,
        )} and took it back with ${revert.slice(
          0,
          7,
        )}: ${application} shall run ${
          pin.value
        } as before. Watch that two commits came and nothing is called drifted.`,
      };
    },
  };
}
