import { GitHost } from '../git/types';
import { WEB_VERSIONS } from '../world/charts';
import { isRelease, Release, releasePath } from '../world/releases';
import { Deployment, PLATFORM_REPOSITORY } from '../world/services';
import { nextPatch } from '../world/versions';
import { InputError } from './errors';

export const NEVER_BUILT = 'does-not-exist';

/** The line in Git that says which version of something is to run. */
export interface Pin {
  repository: string;
  path: string;
  value: string;
  /** The file as it is, and with another value. */
  text: string;
  set(value: string): string;
}

/** The next release after what Git says; a new start from one that was never built. */
export function nextTag(placed: Deployment | Release, tag: string): string {
  if (tag !== NEVER_BUILT) {
    return nextPatch(tag);
  }
  return isRelease(placed)
    ? placed.values.image.tag
    : placed.service.version.join('.');
}

/** The version of the chart after this one; throws where there is none. */
export function nextChart(version: string): string {
  const index = WEB_VERSIONS.findIndex(each => each === version);
  const next = index < 0 ? undefined : WEB_VERSIONS.at(index + 1);
  if (!next) {
    throw new InputError(
      `No version of the chart comes after ${version}: there is nothing to upgrade to`,
    );
  }
  return next;
}

async function readPin(
  git: GitHost,
  { repository, path }: Pick<Pin, 'repository' | 'path'>,
  key: string,
): Promise<Pin> {
  const head = await git.resolve(repository, 'main');
  const text = await git.readFile(repository, head, path);
  const match = text && new RegExp(`\\b${key}: *"?([^\\s"]+)"?`).exec(text);
  if (!text || !match) {
    throw new InputError(`${path} of ${repository} sets no ${key}`);
  }
  const set = (value: string) =>
    text.replace(match[0], `${key}: ${JSON.stringify(value)}`);
  return { repository, path, text, value: match[1], set };
}

/** Where Git says which image runs. */
export function readTag(
  git: GitHost,
  placed: Deployment | Release,
): Promise<Pin> {
  if (isRelease(placed)) {
    const path = releasePath(placed);
    return readPin(git, { repository: PLATFORM_REPOSITORY, path }, 'tag');
  }
  const { repository } = placed.service;
  const path = `${placed.path}/kustomization.yaml`;
  return readPin(git, { repository, path }, 'newTag');
}

/** Where Git says which version of its chart a release is made from. */
export function readChart(git: GitHost, release: Release): Promise<Pin> {
  const path = releasePath(release);
  return readPin(git, { repository: PLATFORM_REPOSITORY, path }, 'version');
}
