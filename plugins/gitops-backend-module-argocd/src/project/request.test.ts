import { changedBody } from '../__testUtils__/recordings';
import { parseApplication } from './application';
import { projectApplication } from './projectApplication';

const infos = (id: string, person = 'user:default/robin') => [
  { name: 'backstage.io/gitops-request-id', value: id },
  { name: 'backstage.io/gitops-requested-by', value: person },
];

function project(name: string, changes: Record<string, unknown>) {
  const application = parseApplication(changedBody(name, changes));
  if (!application) throw new Error(`${name} is no application`);
  return projectApplication(application, {
    frontendUrl: 'https://argocd.example.com',
  });
}

const DONE = 'status > operationState > operation > info';
const PHASE = 'status > operationState > phase';

describe('the request of the portal that an operation carries out', () => {
  it.each([
    ['Running', 'Running'],
    ['Terminating', 'Running'],
    ['Succeeded', 'Succeeded'],
    ['Failed', 'Failed'],
    ['Error', 'Failed'],
  ])('which is %s stands as %s', (phase, expected) => {
    const { request } = project('get-synced-healthy-manual', {
      [DONE]: infos('abc'),
      [PHASE]: phase,
    });
    expect(request).toEqual({
      id: 'abc',
      phase: expected,
      message: 'successfully synced (all tasks run)',
    });
  });

  it('is running from when Argo CD has accepted it', () => {
    const accepted = project('sync-accepted', {
      'operation > info': infos('abc'),
    });
    expect(accepted.request).toEqual({ id: 'abc', phase: 'Running' });
    const again = project('get-synced-healthy-manual', {
      [DONE]: infos('abc'),
      operation: { info: infos('def') },
    });
    expect(again.request).toEqual({ id: 'def', phase: 'Running' });
  });

  it('is told with the words of the engine, shortened', () => {
    const { request } = project('get-operation-running', {
      [DONE]: infos('abc'),
      'operation > info': infos('abc'),
    });
    expect(request).toEqual({
      id: 'abc',
      phase: 'Running',
      message: 'waiting for completion of hook batch/Job/migrate',
    });
    const long = project('get-sync-failed', {
      [DONE]: infos('abc'),
      'status > operationState > message': 'x'.repeat(5000),
    });
    expect(long.request?.message).toHaveLength(2000);
  });

  it.each([
    ['somebody else asked', { [DONE]: undefined }],
    [
      'it was a dry run',
      {
        [DONE]: infos('abc'),
        'status > operationState > operation > sync > dryRun': true,
      },
    ],
    [
      'the phase is no known one',
      { [DONE]: infos('abc'), [PHASE]: 'toString' },
    ],
    ['the id is none of ours', { [DONE]: infos('x'.repeat(5000)) }],
  ])('is none when %s', (_, changes) => {
    expect(project('get-synced-healthy-manual', changes).request).toBeNull();
  });
});

describe('whoever began an operation', () => {
  const initiatedBy = (value: string, changes: Record<string, unknown> = {}) =>
    project('get-synced-healthy-manual', {
      [DONE]: infos('abc', value),
      ...changes,
    }).operation?.initiatedBy;

  it('is the person who asked for it in the portal', () => {
    const robin = { name: 'user:default/robin', automated: false };
    expect(initiatedBy('user:default/robin')).toEqual(robin);
    expect(
      initiatedBy('user:default/robin', {
        'status > operationState > operation > initiatedBy': undefined,
      }),
    ).toEqual(robin);
  });

  it.each(['robin', '', 'default/robin', `user:default/${'x'.repeat(5000)}`])(
    'is the account of Argo CD where %p is no person',
    value => {
      expect(initiatedBy(value)).toEqual({ name: 'admin', automated: false });
    },
  );
});
