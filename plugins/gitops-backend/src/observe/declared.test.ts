import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { describeHistory } from '../git/__testUtils__/describeHistory';
import { allCommits, until } from '../git/__testUtils__/testHistory';
import { observedApplication } from '../__testUtils__/observedApplication';
import { applicationId } from '../store/applicationId';
import { getApplication } from '../store/getApplication';
import { ObservedSource, Recorder } from './Recorder';

const MAIN = { engine: 'flux', instance: 'main' } as const;
const ARGOCD = { engine: 'argocd', instance: 'main' } as const;

const APPS = { kind: 'Application', namespace: 'argocd', name: 'apps' };
const SHOPS = { kind: 'ApplicationSet', namespace: 'argocd', name: 'shops' };

const applicationSet = (shop: string) => `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shops, namespace: argocd }
spec: { generators: [{ list: { elements: [{ shop: ${shop} }] } }] }
`;

const manifest = (version: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: shop }
spec: { chart: { spec: { chart: web, version: ${version} } } }
`;

const release = observedApplication({
  kind: 'HelmRelease',
  namespace: 'shop',
  name: 'web',
  parent: { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' },
  sources: [
    { type: 'helm', repoUrl: 'https://charts.example.com', chart: 'web' },
  ],
  sync: {
    desiredRevisions: ['1.0.0'],
    deployedRevisions: ['1.0.0'],
    byRevisionOnly: true,
  },
});

function idOf(
  { engine, instance }: ObservedSource,
  observed: ObservedApplication,
): string {
  return applicationId(engine, instance, observed);
}

describeHistory(
  'an application that another one declares',
  undefined,
  world => {
    /** A recorder that is told what Git has news of. */
    async function recording() {
      const { database: db, history } = world();
      const recorder = new Recorder({
        db,
        git: history,
        environmentOf: () => null,
        onChanged: () => {},
        onBindable: () => {},
      });
      let news = Promise.resolve();
      history.onChanged(ids => {
        news = news.then(() => recorder.gitChanged(ids));
      });
      await history.start();
      return {
        recorder,
        recordOf: async (source: ObservedSource, of: ObservedApplication) =>
          (await getApplication(db, idOf(source, of)))?.record,
        settled: () => news,
      };
    }

    it('is Pending while that has not applied what Git says of it', async () => {
      const { repository, repoUrl } = world();
      const { recorder, recordOf, settled } = await recording();
      const kustomization = (
        desired: string,
        deployed: string,
        syncs: ObservedApplication['syncs'] = [],
      ) =>
        observedApplication({
          kind: 'Kustomization',
          namespace: 'flux-system',
          name: 'apps',
          sources: [{ type: 'git', repoUrl, path: 'apps' }],
          syncs,
          sync: {
            status: desired === deployed ? 'Synced' : 'OutOfSync',
            desiredRevisions: [desired],
            deployedRevisions: [deployed],
            byRevisionOnly: true,
          },
        });
      const recorded = () => recordOf(MAIN, release);

      const first = repository.commit({
        files: { 'apps/web.yaml': manifest('1.0.0') },
        message: 'Add web',
      });
      await recorder.snapshot(
        MAIN,
        [release, kustomization(first, first)],
        true,
      );
      const fresh = await until(recorded, it => it?.deployedCommit !== null);
      expect(fresh).toMatchObject({
        sync: { status: 'Synced', divergence: 'None', pendingCommits: 0 },
        deployedCommit: { sha: first, subject: 'Add web' },
      });

      const second = repository.commit({
        files: { 'apps/web.yaml': manifest('1.1.0') },
        message: 'Raise web',
      });
      const behind = await until(recorded, it => it?.sync.pendingCommits === 1);
      expect(behind?.sync).toMatchObject({
        divergence: 'None',
        engineBehindGit: true,
        pendingInParent: 1,
      });

      await recorder.changed(MAIN, kustomization(second, first), false);
      const held = await until(
        recorded,
        it => it?.sync.divergence === 'Pending',
      );
      expect(held).toMatchObject({
        sync: {
          status: 'Synced',
          engineBehindGit: false,
          pendingCommits: 1,
          pendingInParent: 1,
          since: { precision: 'exact' },
        },
        deployedCommit: { sha: first },
      });

      // Applied, while something else does not become healthy.
      const unhealthy: ObservedApplication['syncs'][number] = {
        key: 'unhealthy',
        phase: 'Failed',
        deployed: false,
        revisions: [second],
      };
      await recorder.changed(
        MAIN,
        kustomization(second, first, [unhealthy]),
        false,
      );
      const applied = await until(
        recorded,
        it => it?.deployedCommit?.sha === second,
      );
      expect(applied?.sync).toMatchObject({
        divergence: 'None',
        pendingCommits: 0,
      });
      expect(applied?.sync.pendingInParent).toBeUndefined();

      // It has been asked for, and does not run: the commit is not deployed.
      const asked = {
        ...release,
        sync: {
          ...release.sync,
          status: 'OutOfSync' as const,
          desiredRevisions: ['1.1.0'],
        },
      };
      await recorder.changed(MAIN, asked, false);
      expect(await recorded()).toMatchObject({
        sync: { divergence: 'Pending', pendingCommits: null },
        deployedCommit: null,
      });
      await settled();
    });

    it('is Pending while what made it is, in the manifest of another one', async () => {
      const { history, repository, repoUrl } = world();
      const { recorder, recordOf, settled } = await recording();
      const first = repository.commit({
        files: { 'apps/shops.yaml': applicationSet('a'), 'web/a.yaml': '1' },
        message: 'Add shops',
      });
      const apps = (desired: string, changes: ObservedApplication['changes']) =>
        observedApplication({
          name: 'apps',
          uid: 'apps',
          sources: [{ type: 'git', repoUrl, path: 'apps' }],
          sync: {
            status: changes ? 'OutOfSync' : 'Synced',
            desiredRevisions: [desired],
            deployedRevisions: [changes ? first : desired],
          },
          changes,
        });
      const web = observedApplication({
        name: 'web',
        parent: SHOPS,
        appliedBy: APPS,
        sources: [{ type: 'git', repoUrl, path: 'web' }],
        sync: { desiredRevisions: [first], deployedRevisions: [first] },
      });
      await recorder.snapshot(ARGOCD, [web, apps(first, null)], true);
      const recorded = () => recordOf(ARGOCD, web);
      const fresh = await until(recorded, it => it?.sync.pendingCommits === 0);
      expect(fresh?.sync.divergence).toBe('None');

      const second = repository.commit({
        files: { 'apps/shops.yaml': applicationSet('b') },
        message: 'Raise shops',
      });
      await until(recorded, it => it?.sync.pendingInParent === 1);
      const differs = {
        resources: [{ ...SHOPS, group: 'argoproj.io', prune: false }],
        total: 1,
      };
      await recorder.changed(ARGOCD, apps(second, differs), false);
      const held = await until(
        recorded,
        it => it?.sync.divergence === 'Pending',
      );
      expect(held).toMatchObject({
        parent: SHOPS,
        appliedBy: APPS,
        sync: { status: 'Synced', pendingCommits: 1, pendingInParent: 1 },
        deployedCommit: { sha: first },
      });
      const id = idOf(ARGOCD, web);
      const commits = await allCommits(history, [id]);
      expect(commits.map(({ sha }) => sha)).toEqual([second, first]);

      await recorder.changed(ARGOCD, apps(second, null), false);
      const applied = await until(
        recorded,
        it => it?.deployedCommit?.sha === second,
      );
      expect(applied?.sync).toMatchObject({
        divergence: 'None',
        pendingCommits: 0,
      });
      expect(applied?.sync.pendingInParent).toBeUndefined();

      // Another one applies the set, of which nothing is known.
      const appliedBy = { ...APPS, name: 'gone' };
      await recorder.changed(ARGOCD, { ...web, appliedBy }, false);
      expect(await allCommits(history, [id])).toHaveLength(1);
      await settled();
    });
  },
);
