import { Drift, DriftedField } from '@backstage-gitops/plugin-gitops-common';
import { driftedField } from '../__testUtils__/driftedField';
import { notificationOf } from './notification';
import { StoredAlert } from './rows';

const WEB = 'component:default/web';

function alertOf(
  overrides: Partial<StoredAlert> = {},
  ...fields: DriftedField[]
): StoredAlert {
  const drift: Drift = {
    incidentId: 'incident',
    since: { at: '2026-11-20T10:00:00.000Z', precision: 'exact' },
    by: 'person',
    fields,
    total: fields.length,
  };
  return {
    id: 'alert',
    status: 'open',
    application: {
      id: 'app',
      engine: 'argocd',
      instance: 'main',
      kind: 'Application',
      namespace: 'argocd',
      name: 'web-production',
      environment: 'production',
    },
    drift,
    openedAt: '2026-11-20T10:00:00.000Z',
    closedAt: null,
    end: null,
    acknowledged: null,
    ...overrides,
  };
}

const opened = (alert: StoredAlert, entityRefs = [WEB]) =>
  notificationOf({ alert, what: 'opened', entityRefs });

describe('notificationOf', () => {
  it('says what was changed, by what and where', () => {
    const fields = [
      driftedField({ path: 'spec.replicas', manager: 'kubectl-scale' }),
      driftedField({ path: 'spec.paused' }),
      driftedField({ change: 'resourceRemoved', path: undefined }),
    ];
    expect(opened(alertOf({}, ...fields)).description).toBe(
      'Deployment/web spec.replicas was changed by kubectl-scale in production, and 2 more.',
    );
    expect(
      opened(alertOf({}, { ...fields[2], manager: undefined })).description,
    ).toBe('Deployment/web was deleted in production.');
    expect(opened(alertOf()).description).toBe(
      'Live state is not as Git says in production.',
    );
  });

  it('never says what a field holds, nor which key of a Secret', () => {
    const field = driftedField({ desired: 'c4nary-1', live: 'c4nary-2' });
    const secret = driftedField({
      resource: { ...field.resource, kind: 'Secret', name: 'token' },
      path: 'data.c4nary-3',
    });
    for (const each of [field, secret]) {
      expect(JSON.stringify(opened(alertOf({}, each)))).not.toContain('c4nary');
    }
    expect(opened(alertOf({}, secret)).description).toContain('Secret/token ');
  });

  it('links to it at its entity, or in the list where it concerns several', () => {
    expect(opened(alertOf()).link).toBe(
      '/catalog/default/component/web/gitops#app',
    );
    expect(opened(alertOf(), [WEB, 'component:default/api']).link).toBe(
      '/gitops/applications?text=web-production&instance=main',
    );
  });

  it.each([
    [{ how: 'agreed' }, 'web-production agrees with Git again', 'Live state'],
    [
      { how: 'synced', by: 'user:default/robin' },
      'web-production agrees with Git again',
      'A sync by user:default/robin undid',
    ],
    [{ how: 'synced' }, 'web-production agrees with Git again', 'A sync undid'],
    [
      { how: 'controllerOnly' },
      'web-production is no longer changed by hand',
      "a controller's doing",
    ],
    [{ how: 'removed' }, 'web-production was removed', 'no longer there'],
  ] as const)('says how it ended: %j', (end, title, words) => {
    const payload = notificationOf({
      alert: alertOf({ status: 'closed', end }),
      what: 'closed',
      entityRefs: [WEB],
    });
    expect(payload.title).toBe(title);
    expect(payload.description).toContain(words);
  });

  it('has room for long names', () => {
    const { application } = alertOf();
    const long = { ...application, name: 'x'.repeat(253) };
    const field = driftedField({ path: 'y'.repeat(2000) });
    const { title, description } = opened(
      alertOf({ application: long }, field),
    );
    expect(title.length).toBeLessThanOrEqual(255);
    expect(description?.length).toBeLessThanOrEqual(500);
  });
});
