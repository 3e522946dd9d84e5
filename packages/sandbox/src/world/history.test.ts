import { createHistory } from './history';
import { DraftCommit } from './historyDraft';
import { mainlineOf, Revision, touches } from './pastRevisions';
import { PAST } from './scenario';
import {
  deployments,
  PAYMENTS_REPOSITORY,
  PLATFORM_REPOSITORY,
  serviceNamed,
} from './services';

const start = new Date('2026-11-20T14:30:00.500Z');

function historyOf(seed: number): Map<string, DraftCommit[]> {
  return createHistory({
    start,
    seed,
    cloneUrl: repository => `http://git.example.com/${repository}.git`,
  });
}

function mainline(commits: DraftCommit[]): Revision[] {
  return mainlineOf(commits, new Map(commits.map(({ id }) => [id, `${id}`])));
}

function touching(
  application: string,
  histories: Map<string, DraftCommit[]>,
): Revision[] {
  const deployment = deployments.find(
    each => `${each.service.name}-${each.cluster}` === application,
  );
  if (!deployment) {
    throw new Error(`no ${application}`);
  }
  const commits = histories.get(deployment.service.repository) ?? [];
  return mainline(commits).filter(revision => touches(deployment, revision));
}

describe.each([1, 2, 3, 99])('createHistory with seed %i', seed => {
  const histories = historyOf(seed);
  const commits = histories.get(PLATFORM_REPOSITORY) ?? [];

  it('is the same for the same seed and start', () => {
    expect(historyOf(seed)).toEqual(histories);
  });

  it('spans half a year, with merges and several authors', () => {
    const merges = commits.filter(({ parents }) => parents.length === 2);
    const authors = new Set(commits.map(({ author }) => author.login));

    expect(commits.length).toBeGreaterThan(300);
    expect(merges.length).toBeGreaterThan(20);
    expect(authors.size).toBeGreaterThan(6);
    const [first] = commits;
    const age = start.getTime() - first.at.getTime();
    expect(age / 86_400_000).toBeCloseTo(182, 0);
  });

  it('dates no commit before its parents or after the start', () => {
    const at = new Map(commits.map(commit => [commit.id, commit.at]));
    for (const commit of commits) {
      expect(commit.at <= start).toBe(true);
      for (const parent of commit.parents) {
        expect(at.get(parent)?.getTime()).toBeLessThanOrEqual(
          commit.at.getTime(),
        );
      }
    }
  });

  it('has no empty commit, and many that touch no service', () => {
    const files = mainline(commits).map(revision => revision.files);

    expect(files.every(paths => paths.length > 0)).toBe(true);
    const outside = files.filter(paths =>
      paths.every(path => !path.startsWith('apps/')),
    );
    expect(outside.length).toBeGreaterThan(20);
  });

  it('leaves exactly three commits waiting for checkout in production', () => {
    const synced = new Date(start.getTime() - PAST.checkoutSynced);
    const waiting = touching('checkout-production', histories).filter(
      ({ at }) => at > synced,
    );

    expect(waiting.map(({ subject }) => subject)).toEqual([
      'Raise memory limit of checkout to 480 Mi',
      'Let checkout wait 15 s for its upstreams',
      'Promote checkout 1.4.2 to production',
    ]);
    expect(waiting[0].files).toEqual(['apps/checkout/base/deployment.yaml']);
  });

  it('moves Git on after notifier was suspended', () => {
    const suspended = new Date(start.getTime() - PAST.notifierSuspended);
    const ahead = touching('notifier-production', histories).filter(
      ({ at }) => at > suspended,
    );

    expect(ahead.map(({ subject }) => subject)).toEqual([
      'Promote notifier 0.7.6 to production',
    ]);
  });

  it('wants two replicas of payments before somebody made it five', () => {
    const edited = new Date(start.getTime() - PAST.paymentsEdited);
    const late = touching('payments-production', histories).filter(
      ({ at }) => at > edited,
    );
    const files = (histories.get(PAYMENTS_REPOSITORY) ?? [])
      .map(commit => commit.files['overlays/production/kustomization.yaml'])
      .filter(Boolean);

    expect(late).toEqual([]);
    expect(files[files.length - 1]).toContain('count: 2');
  });

  it('ends every service at its newest release', () => {
    const last = (path: string) => {
      const contents = commits.flatMap(({ files }) => files[path] ?? []);
      return contents[contents.length - 1];
    };

    for (const name of ['checkout', 'search', 'inventory', 'edge-cache']) {
      const service = serviceNamed(name);
      const [cluster] = service.clusters;
      expect(
        last(`${service.directory}/overlays/${cluster}/kustomization.yaml`),
      ).toContain(`newTag: ${service.version.join('.')}`);
    }
  });
});
