import { createArgoCd } from '../argocd';
import { readApplication } from '../argocd/application';
import { patchStatus } from '../argocd/applicationStore';
import { API_SERVER, APPLICATION, CONTROL_NAMESPACE } from '../argocd/names';
import { kubeTime } from '../argocd/time';
import { createCluster } from '../cluster';
import { robin, sam } from '../world/people';
import { argoAccounts } from '../world/accounts';
import { copyFor } from './copyFor';
import { CrowdMember, CrowdMemberOptions, PAST_MS } from './member';
import {
  CROWD_NAMESPACE,
  serviceFiles,
  serviceLabels,
  serviceNames,
  servicePath,
} from './services';

/** One in so many waits for somebody to sync it. */
const WAITS_EVERY = 20;

/**
 * An Argo CD with many applications: it deploys one of them, and one that waits,
 * by itself; the others are copies of what came of those.
 */
export async function createCrowdArgoCd(
  options: CrowdMemberOptions & {
    /** What of it is listened to: its own API, or that of its cluster. */
    face: 'argocd' | 'cluster';
  },
): Promise<CrowdMember> {
  const { name: engine, git, render, clock, accounts, face } = options;
  const repository = `crowd/${engine}`;
  const names = serviceNames(options.applications);
  const waits = (n: number) => n % WAITS_EVERY === 1;
  const past = new Date(clock().getTime() - PAST_MS);
  const {
    cluster: home,
    api,
    close,
  } = createCluster({
    name: engine,
    accounts,
    clock,
    namespaces: [CONTROL_NAMESPACE, CROWD_NAMESPACE],
    since: past,
  });
  const argocd = createArgoCd({
    home,
    git,
    render,
    clock,
    accounts: argoAccounts,
  });
  const keyOf = (name: string) => ({ namespace: CONTROL_NAMESPACE, name });
  const commit = (message: string, files: Record<string, string>, at: Date) =>
    git.commit({ repository, message, files, at, author: sam });

  const samples = names.slice(0, 2);
  const filesOf = (which: string[], version: string) =>
    Object.assign({}, ...which.map(name => serviceFiles(name, version)));
  await commit('Add all services', filesOf(names, '1.0.0'), past);
  for (const name of samples) {
    home.create(
      {
        ...APPLICATION,
        metadata: { ...keyOf(name), labels: serviceLabels(name, engine) },
        spec: {
          project: 'default',
          source: {
            repoURL: git.cloneUrl(repository),
            path: servicePath(name),
            targetRevision: 'main',
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: CROWD_NAMESPACE,
          },
        },
      },
      { manager: API_SERVER, at: past },
    );
    await argocd.sync(name, { at: past, initiatedBy: robin.login });
  }
  const later = new Date(past.getTime() + PAST_MS / 2);
  const waiting = names.filter((_name, n) => waits(n));
  await commit('Update some services', filesOf(waiting, '1.1.0'), later);
  for (const name of samples) await argocd.refresh(name, { at: later });

  const sampleOf = (n: number) => samples[waits(n) ? 1 : 0];
  names.forEach((name, n) => {
    if (samples.includes(name)) return;
    const from = sampleOf(n);
    const sample = home.get({ ...APPLICATION, ...keyOf(from) });
    if (sample) {
      const copy = copyFor(sample, { from, to: name });
      home.create(copy, { manager: API_SERVER, at: later });
    }
  });

  return {
    api: face === 'cluster' ? api : argocd.api,
    change(name) {
      const object = home.get({ ...APPLICATION, ...keyOf(name) });
      if (!object) throw new Error(`${engine} has no application ${name}`);
      const { health } = readApplication(object).status;
      const status = health?.status === 'Healthy' ? 'Degraded' : 'Healthy';
      const now = clock();
      patchStatus(
        home,
        keyOf(name),
        { health: { status, lastTransitionTime: kubeTime(now) } },
        { at: now },
      );
    },
    lookAgain(name) {
      const at = clock();
      patchStatus(home, keyOf(name), { reconciledAt: kubeTime(at) }, { at });
    },
    async stop() {
      close();
      await argocd.stop();
    },
  };
}
