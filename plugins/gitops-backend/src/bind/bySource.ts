import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { parentOf } from '../git/inputs/repositoryPath';
import { sourcePath } from '../match/applicationMatch';
import { BindableApplication, isReported } from './BindableApplication';
import { BindingPolicy } from './bindingPolicy';
import { push } from './candidates';
import { EntityBinding } from './EntityBinding';
import { foundLocation, saidLocations } from './locations';
import { repositoryOf } from './repositoryOf';
import { TreeUrl } from './treeUrl';

/** Where one source of an application lies. */
interface Place {
  repository: string;
  path: string;
  targetRevision?: string;
}

/** What hosts call the default branch of repositories, by `Repository.key`. */
export type DefaultBranches = ReadonlyMap<string, string>;

interface Located {
  entityRef: string;
  found: TreeUrl | undefined;
}

/**
 * Binds entities to the applications of which a Git source lies under where the
 * entity says that its sources are. Confirmed where all of them lie under where the
 * catalog found it, at the same branch, and an engine has seen that.
 */
export function bindBySource(
  entities: Entity[],
  applications: BindableApplication[],
  policy: BindingPolicy,
  defaultBranches: DefaultBranches = new Map(),
): EntityBinding[] {
  const byDirectory = new Map<string, Located[]>();
  for (const entity of entities) {
    const located = {
      entityRef: stringifyEntityRef(entity),
      found: foundLocation(entity, policy),
    };
    for (const location of saidLocations(entity, policy)) {
      push(byDirectory, keyOf(location), located);
    }
  }
  return applications.flatMap(application => {
    const places = placesOf(application, policy);
    const near = new Set(
      places.flatMap(place =>
        upwards(place).flatMap(key => byDirectory.get(key) ?? []),
      ),
    );
    return [...near].map(({ entityRef, found }) => ({
      entityRef,
      applicationId: application.id,
      confirmed: isConfirmed(application, places, found, defaultBranches),
    }));
  });
}

function isConfirmed(
  application: BindableApplication,
  places: Place[],
  found: TreeUrl | undefined,
  defaultBranches: DefaultBranches,
): boolean {
  const { sources } = application;
  const isAll =
    places.length === sources.filter(({ type }) => type === 'git').length;
  return (
    !isReported(application) &&
    found !== undefined &&
    isAll &&
    places.every(
      place =>
        place.repository === found.repository &&
        isUnder(place.path, found.path) &&
        isSameBranch(
          place.targetRevision,
          found.branch,
          defaultBranches.get(found.repository),
        ),
    )
  );
}

/** Whether a path is a directory, or lies in it. */
export function isUnder(path: string, directory: string): boolean {
  return (
    directory === '' || path === directory || path.startsWith(`${directory}/`)
  );
}

/**
 * On a branch of their own people write what they like, in other people's
 * directories, too. Where nobody has said what the default branch is called, `HEAD` is
 * the same as `HEAD` only, or as a URL that names no branch.
 *
 * @param target - undefined where the engine does not say what it tracks
 */
function isSameBranch(
  target: string | undefined,
  branch = 'HEAD',
  defaultBranch = 'HEAD',
): boolean {
  const named = (name: string) =>
    name === 'HEAD' ? defaultBranch : name.replace(/^refs\/heads\//, '');
  return target !== undefined && named(target) === named(branch);
}

function placesOf(
  { sources }: BindableApplication,
  { integrations }: BindingPolicy,
): Place[] {
  return sources.flatMap(source => {
    const repository = repositoryOf(source, integrations);
    const path = sourcePath(source);
    return repository === undefined || path === undefined
      ? []
      : [{ repository, path, targetRevision: source.targetRevision }];
  });
}

/** The keys of a place's directory and of all that hold it. */
function upwards({ repository, path }: Place): string[] {
  const keys = [keyOf({ repository, path })];
  for (let at = path; at !== ''; ) {
    at = parentOf(at);
    keys.push(keyOf({ repository, path: at }));
  }
  return keys;
}

function keyOf({ repository, path }: Pick<Place, 'repository' | 'path'>) {
  return `${repository} ${path}`;
}
