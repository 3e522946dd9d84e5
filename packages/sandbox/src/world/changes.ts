import { Person } from '../git/types';
import { pipeline, teams } from './people';
import { RepositoryState } from './repositoryState';
import { Random } from './random';
import { ClusterName, Service } from './services';

/** What a change does, and the words of its commit. */
export interface Edit {
  subject: string;
  author: Person;
  apply: (state: RepositoryState) => void;
}

/** The later stage of a service: where its releases are promoted to. */
export function lastCluster(service: Service): ClusterName {
  return service.clusters[service.clusters.length - 1];
}

export function setTag(
  service: Service,
  cluster: ClusterName,
  tag: string,
  author?: Person,
): Edit {
  const isFirst = cluster === service.clusters[0];
  return {
    subject: isFirst
      ? `Bump ${service.name} to ${tag} in ${cluster}`
      : `Promote ${service.name} ${tag} to ${cluster}`,
    author: author ?? pipeline,
    apply(state) {
      const overlay = state.services[service.name].overlays[cluster];
      if (overlay) {
        overlay.tag = tag;
      }
    },
  };
}

function editService(
  service: Service,
  author: Person,
  subject: string,
  apply: (state: RepositoryState['services'][string]) => void,
): Edit {
  return {
    subject,
    author,
    apply: state => apply(state.services[service.name]),
  };
}

export function setMemory(service: Service, mi: number, author: Person): Edit {
  return editService(
    service,
    author,
    `Raise memory limit of ${service.name} to ${mi} Mi`,
    state => {
      state.memoryMi = mi;
    },
  );
}

export function setTimeout(
  service: Service,
  seconds: number,
  author: Person,
): Edit {
  return editService(
    service,
    author,
    `Let ${service.name} wait ${seconds} s for its upstreams`,
    state => {
      state.timeoutSeconds = seconds;
    },
  );
}

const FEATURES = [
  'FEATURE_NEW_HEADER',
  'FEATURE_BATCHING',
  'FEATURE_CACHE_V2',
  'FEATURE_STRICT_JSON',
  'FEATURE_TRACING',
];

/** Something that a team does to its service now and then. */
export function everydayEdit(service: Service, random: Random): Edit {
  const author = random.pick(teams[service.team]);
  const cluster = lastCluster(service);
  switch (random.between(0, 6)) {
    case 0:
      return setMemory(
        service,
        service.memoryMi + 32 * random.between(0, 6),
        author,
      );
    case 1:
      return setTimeout(service, random.between(2, 12), author);
    case 2: {
      const level = random.pick(['info', 'debug', 'warn']);
      return editService(
        service,
        author,
        `Log at ${level} in ${service.name}`,
        state => {
          state.logLevel = level;
        },
      );
    }
    case 3: {
      const replicas = random.between(2, 5);
      return editService(
        service,
        author,
        `Run ${replicas} replicas of ${service.name} in ${cluster}`,
        state => {
          const overlay = state.overlays[cluster];
          if (overlay) {
            overlay.replicas = replicas;
          }
        },
      );
    }
    case 4: {
      const seconds = 5 * random.between(1, 8);
      return editService(
        service,
        author,
        `Give ${service.name} ${seconds} s to start`,
        state => {
          state.startupSeconds = seconds;
        },
      );
    }
    case 5: {
      const cpu = 50 * random.between(1, 8);
      return editService(
        service,
        author,
        `Request ${cpu}m CPU for ${service.name}`,
        state => {
          state.cpuMilli = cpu;
        },
      );
    }
    default: {
      const feature = random.pick(FEATURES);
      const value = random.pick(['on', 'off']);
      const words = feature.replace('FEATURE_', '').toLowerCase();
      return editService(
        service,
        author,
        `Turn ${words.replace(/_/g, ' ')} ${value} in ${service.name}`,
        state => {
          state.features[feature] = value;
        },
      );
    }
  }
}

/** Something in the repository that no application is rendered from. */
export function chore(
  services: readonly Service[],
  random: Random,
  step: number,
): Edit {
  const author = random.pick(random.pick(Object.values(teams)));
  const service = random.pick(services);
  const note = (path: string, subject: string, line: string): Edit => ({
    subject,
    author,
    apply(state) {
      state.files[path] = `${state.files[path] ?? ''}${line}\n`;
    },
  });
  switch (random.between(0, 4)) {
    case 0:
      return note(
        `docs/runbooks/${service.name}.md`,
        `Say how to restart ${service.name}`,
        `${step}. Restart with \`kubectl rollout restart deployment/${service.name}\`.`,
      );
    case 1:
      return note(
        '.ci/validate.yaml',
        'Validate manifests in parallel',
        `# step ${step}: kustomize build | kubeconform`,
      );
    case 2:
      return note(
        'docs/on-call.md',
        'Update the on-call rota',
        `- week ${step}: ${author.name}`,
      );
    case 3:
      return note(
        '.ci/renovate.json5',
        'Group image updates by team',
        `// rule ${step}`,
      );
    default:
      return note(
        'README.md',
        'Explain how promotions work',
        `Note ${step}: staging first, production after a day.`,
      );
  }
}
