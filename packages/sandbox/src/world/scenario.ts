import { setMemory, setTag, setTimeout } from './changes';
import { Person } from '../git/types';
import { Change, HistoryDraft, Reviewing } from './historyDraft';
import { alex, jo, kim, lee, mika, noor, pipeline, robin, sam } from './people';
import { releaseFile } from './releaseManifests';
import { releaseNamed, releasePath } from './releases';
import { deploymentPatch } from './repositoryState';
import { approvedBy, nobodyApproved } from './reviewing';
import { serviceNamed } from './services';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const BROKEN = 'Move the limits of image-resizer into their own patch';
const HASTY = setTimeout(serviceNamed('checkout'), 15, robin);

/** Subjects of the commits that the pipeline found fault with. */
export const UNFIT: readonly string[] = [BROKEN, HASTY.subject];

/** How long before the start things happened, and how often, in milliseconds. */
export const PAST = {
  fluxInterval: 10 * MINUTE,
  /** The last time that somebody synced checkout in production. */
  checkoutSynced: 72 * HOUR,
  notifierSuspended: 48 * HOUR,
  paymentsEdited: 3 * HOUR,
  recommendationsEdited: 75 * MINUTE,
  helpCenterEdited: 110 * MINUTE,
  searchRefused: 5 * HOUR,
  resizerBroken: 95 * MINUTE,
  storefrontPromoted: 50 * MINUTE,
  storefrontStuck: 38 * MINUTE,
  storefrontFrozen: 36 * MINUTE,
  /** When every engine looked for the last time before the start. */
  lastLook: 33 * MINUTE,
} as const;

const newest = (name: string) => serviceNamed(name).version.join('.');

function bump(name: string, cluster: 'staging' | 'production' | 'edge') {
  return setTag(serviceNamed(name), cluster, newest(name));
}

function promote(name: string, author: Change['author']) {
  return setTag(serviceNamed(name), 'production', newest(name), author);
}

/** The last days of `platform/deployments`, oldest first. */
export function recentPlatformWork(draft: HistoryDraft, start: Date): void {
  const ago = (age: number) => new Date(start.getTime() - age);
  const commit = (
    age: number,
    edit: Omit<Change, 'at'>,
    reviewing?: (mergedAt: Date) => Reviewing,
  ) => draft.commit({ ...edit, at: ago(age) }, reviewing?.(ago(age)));
  const approved = (by: Person) => (at: Date) => approvedBy(by, at);
  const release =
    (name: string, change: Parameters<typeof releaseFile>[1]) =>
    (state: { files: Record<string, string> }) => {
      const changed = releaseNamed(name);
      state.files[releasePath(changed)] = releaseFile(changed, change);
    };
  const append =
    (path: string, line: string) =>
    (state: { files: Record<string, string> }) => {
      state.files[path] = `${state.files[path] ?? ''}${line}\n`;
    };

  commit(100 * HOUR, {
    subject: 'Upgrade status-page to version 1.4.0 of chart web',
    author: lee,
    apply: release('status-page', { chartVersion: '1.4.0' }),
  });
  commit(98 * HOUR, bump('inventory', 'staging'));
  commit(97 * HOUR, bump('catalog-api', 'staging'));
  commit(78 * HOUR, bump('checkout', 'staging'));
  commit(76 * HOUR, promote('inventory', kim), approved(lee));
  commit(74 * HOUR, promote('catalog-api', robin), approved(sam));
  commit(70 * HOUR, {
    subject: 'Update the on-call rota',
    author: lee,
    apply: append('docs/on-call.md', `- next week: ${lee.name}`),
  });
  commit(53 * HOUR, bump('notifier', 'staging'));
  // Three wait for checkout in production: one was approved, one was merged though
  // nobody had approved it and its check had failed, one was pushed.
  commit(
    50 * HOUR,
    setMemory(serviceNamed('checkout'), 480, sam),
    approved(robin),
  );
  commit(49 * HOUR, bump('edge-cache', 'edge'));
  commit(47 * HOUR, bump('recommendations', 'staging'));
  commit(30 * HOUR, promote('notifier', kim), approved(lee));
  commit(29 * HOUR, promote('recommendations', mika), approved(noor));
  commit(27 * HOUR, HASTY, at => nobodyApproved(robin, sam, at));
  draft.mergeBranch(
    [
      {
        subject: 'Describe how promotions are approved',
        author: noor,
        at: ago(26 * HOUR),
        apply: append('docs/promotions.md', '# Promotions'),
      },
      {
        subject: 'Link the promotion guide',
        author: noor,
        at: ago(25.5 * HOUR),
        apply: append('README.md', 'See docs/promotions.md.'),
      },
    ],
    approvedBy(kim, ago(25 * HOUR)),
    ago(25 * HOUR),
  );
  commit(24 * HOUR, bump('image-resizer', 'staging'));
  commit(23 * HOUR, bump('search', 'staging'));
  commit(22 * HOUR, bump('storefront-web', 'staging'));
  commit(7 * HOUR, {
    subject: 'Upgrade gift-cards to version 1.5.0 of chart web',
    author: sam,
    // Longer than Kubernetes waits for a rollout: it refuses that.
    apply: release('gift-cards', {
      chartVersion: '1.5.0',
      values: { minReadySeconds: 600 },
    }),
  });
  commit(6 * HOUR, promote('checkout', robin));
  commit(PAST.searchRefused, {
    subject: 'Take the replicas of search in staging from the pipeline',
    author: noor,
    apply(state) {
      const overlay = state.services.search.overlays.staging;
      if (overlay) {
        // A placeholder that nothing ever fills in; the API wants a number.
        delete overlay.replicas;
        overlay.patches['replicas.yaml'] = deploymentPatch(
          serviceNamed('search'),
          { replicas: '${REPLICAS}' },
        );
      }
    },
  });
  commit(4 * HOUR, {
    subject: 'Validate manifests before merging',
    author: kim,
    apply: append('.ci/validate.yaml', '# also run on pull requests'),
  });
  commit(PAST.resizerBroken, {
    subject: BROKEN,
    author: sam,
    apply(state) {
      state.services['image-resizer'].overlays.staging?.missingPatches.push(
        'limits.yaml',
      );
    },
  });
  commit(PAST.storefrontPromoted, promote('storefront-web', sam));
  commit(35 * MINUTE, {
    subject: 'Name the owners of the on-call rota',
    author: pipeline,
    apply: append('docs/on-call.md', 'Owners: team-platform'),
  });
}

/** The last days of `payments/payments-config`, oldest first. */
export function recentPaymentsWork(draft: HistoryDraft, start: Date): void {
  const ago = (age: number) => new Date(start.getTime() - age);
  draft.commit({
    subject: 'Run 2 replicas of payments in production',
    author: alex,
    at: ago(80 * HOUR),
    apply(state) {
      const overlay = state.services.payments.overlays.production;
      if (overlay) {
        overlay.replicas = 2;
      }
    },
  });
  draft.commit({ ...bump('payments', 'staging'), at: ago(75 * HOUR) });
  draft.commit(
    { ...promote('payments', alex), at: ago(52 * HOUR) },
    approvedBy(jo, ago(52 * HOUR)),
  );
  draft.commit({
    subject: 'Describe the yearly audit',
    author: jo,
    at: ago(28 * HOUR),
    apply(state) {
      state.files['docs/audit.md'] = '# Yearly audit\n';
    },
  });
}
