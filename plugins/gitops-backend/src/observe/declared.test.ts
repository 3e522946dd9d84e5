import { ObservedApplication } from '@backstage-gitops/plugin-gitops-node';
import { describeHistory } from '../git/__testUtils__/describeHistory';
import { until } from '../git/__testUtils__/testHistory';
import { observedApplication } from '../__testUtils__/observedApplication';
import { applicationId } from '../store/applicationId';
import { getApplication } from '../store/getApplication';
import { Recorder } from './Recorder';

const MAIN = { engine: 'flux', instance: 'main' } as const;

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

describeHistory(
  'an application that another one declares',
  undefined,
  world => {
    it('is Pending while that has not applied what Git says of it', async () => {
      const { database: db, history, repository, repoUrl } = world();
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
      const recorded = async () => {
        const id = applicationId(MAIN.engine, MAIN.instance, release);
        const stored = await getApplication(db, id);
        return stored?.record;
      };

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
      await news;
    });
  },
);
