import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCluster } from '../../cluster';
import { Cluster, KubeObject, ObjectRef } from '../../cluster/types';
import { createGitHost } from '../../git/createGitHost';
import { GitHost } from '../../git/types';
import { createRender, findKustomize } from '../../render/createRender';
import { createFlux, Flux } from '../createFlux';
import { Chart } from '../helm';
import { GIT_REPOSITORY, KUSTOMIZATION } from '../resources';
import { Timer } from '../timer';

const REPOSITORY = 'acme/fleet';
const PERSON = {
  login: 'robin',
  name: 'Robin Example',
  email: 'robin@example.com',
};

/** Timers that only a test lets ring. */
export interface ManualTimer {
  timer: Timer;
  /** Delays, in milliseconds, of the timers that are set. */
  pending(): number[];
  /** Rings all timers with this delay, as soon as there is one. */
  ring(milliseconds: number): Promise<void>;
}

function createManualTimer(): ManualTimer {
  const set = new Set<{ milliseconds: number; callback: () => void }>();
  const waiting = new Set<() => void>();
  const ring = (milliseconds: number): boolean => {
    const due = [...set].filter(entry => entry.milliseconds === milliseconds);
    for (const entry of due) {
      set.delete(entry);
      entry.callback();
    }
    return due.length > 0;
  };
  return {
    timer(milliseconds, callback) {
      const entry = { milliseconds, callback };
      set.add(entry);
      waiting.forEach(look => look());
      return () => set.delete(entry);
    },
    pending: () =>
      [...set].map(entry => entry.milliseconds).sort((a, b) => a - b),
    ring: milliseconds =>
      new Promise(resolve => {
        const look = () => {
          if (ring(milliseconds)) {
            waiting.delete(look);
            resolve();
          }
        };
        waiting.add(look);
        look();
      }),
  };
}

/** A cluster with Flux and one Git repository, all real but for the time. */
export interface TestWorld {
  cluster: Cluster;
  git: GitHost;
  flux: Flux;
  timers: ManualTimer;
  setTime(time: string): void;
  push(files: Record<string, string | null>, at?: Date): Promise<string>;
  /** Applies as kubectl: the GitRepository `fleet`, branch main. */
  addSource(spec?: Record<string, unknown>, at?: Date): KubeObject;
  addKustomization(
    name: string,
    spec?: Record<string, unknown>,
    at?: Date,
  ): KubeObject;
  source(): KubeObject;
  kustomization(name: string): KubeObject;
  /** The object as soon as it is as wanted; the test's own time-out ends a wait in vain. */
  until(
    ref: ObjectRef,
    isWanted: (object: KubeObject) => boolean,
  ): Promise<KubeObject>;
  /** Every state of an object from now on. */
  record(ref: ObjectRef): KubeObject[];
  /** Rejects when Flux met an error that no status tells. */
  stop(): Promise<void>;
}

export const fluxRef = (
  kind: 'Kustomization' | 'GitRepository',
  name: string,
) => ({
  ...(kind === 'Kustomization' ? KUSTOMIZATION : GIT_REPOSITORY),
  namespace: 'flux-system',
  name,
});

export async function createTestWorld({
  syncMs,
  charts,
}: { syncMs?: number; charts?: readonly Chart[] } = {}): Promise<TestWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'flux-test-'));
  const git = await createGitHost({
    directory,
    repositories: [{ name: REPOSITORY }],
    people: [PERSON],
  });
  let time = new Date('2026-11-20T12:00:00Z');
  const clock = () => time;
  const { cluster, close } = createCluster({
    name: 'test',
    clock,
    namespaces: ['flux-system', 'fx-shop', 'fx-drift', 'fx-helm'],
  });
  const timers = createManualTimer();
  const errors: Error[] = [];
  const flux = createFlux({
    cluster,
    git,
    render: createRender(await findKustomize()),
    clock,
    timer: timers.timer,
    charts,
    syncMs,
    onError: error => errors.push(error),
  });

  const found = (ref: ObjectRef): KubeObject => {
    const object = cluster.get(ref);
    if (!object) {
      throw new Error(`There is no ${ref.kind} ${ref.name}`);
    }
    return object;
  };
  const add = (
    ref: ReturnType<typeof fluxRef>,
    spec: Record<string, unknown>,
    at?: Date,
  ) => {
    const { apiVersion, kind, ...metadata } = ref;
    return cluster.apply(
      { apiVersion, kind, metadata, spec },
      { manager: 'kubectl', at },
    );
  };

  return {
    cluster,
    git,
    flux,
    timers,
    setTime(text) {
      time = new Date(text);
    },
    push: (files, at) =>
      git.commit({
        repository: REPOSITORY,
        files,
        message: 'Change the fleet',
        author: PERSON,
        at: at ?? time,
      }),
    addSource: (spec, at) =>
      add(
        fluxRef('GitRepository', 'fleet'),
        {
          interval: '1m',
          url: git.cloneUrl(REPOSITORY),
          ref: { branch: 'main' },
          ...spec,
        },
        at,
      ),
    addKustomization: (name, spec, at) =>
      add(
        fluxRef('Kustomization', name),
        {
          interval: '1h',
          retryInterval: '1h',
          timeout: '30s',
          path: `./apps/${name}`,
          prune: true,
          sourceRef: { kind: 'GitRepository', name: 'fleet' },
          ...spec,
        },
        at,
      ),
    source: () => found(fluxRef('GitRepository', 'fleet')),
    kustomization: name => found(fluxRef('Kustomization', name)),
    until: (ref, isWanted) =>
      new Promise(resolve => {
        let stop = () => {};
        const look = () => {
          const object = cluster.get(ref);
          if (object && isWanted(object)) {
            stop();
            resolve(object);
          }
          return object;
        };
        stop = cluster.subscribe(look);
        look();
      }),
    record(ref) {
      const states: KubeObject[] = [];
      cluster.subscribe(({ object }) => {
        const { name, namespace } = object.metadata;
        if (
          object.kind === ref.kind &&
          name === ref.name &&
          namespace === ref.namespace
        ) {
          states.push(object);
        }
      });
      return states;
    },
    async stop() {
      await flux.stop();
      close();
      await git.stop();
      await rm(directory, { recursive: true, force: true });
      if (errors.length) {
        const words = errors.map(({ message }) => message).join('\n');
        throw new AggregateError(errors, `Flux did not expect this: ${words}`);
      }
    },
  };
}
