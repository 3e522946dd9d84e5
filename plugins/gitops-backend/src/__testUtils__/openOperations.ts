import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@backstage-gitops/plugin-gitops-node/testUtils';
import { Knex } from 'knex';
import { Operations } from '../operations/Operations';
import { getOperation } from '../operations/store/getOperation';
import { OPERATION_TIMES, OperationTimes } from '../operations/times';
import { applicationId } from '../store/applicationId';
import { getApplication } from '../store/getApplication';
import { saveInstance } from '../store/saveInstance';
import { InMemoryEngine, InMemoryInstance } from './InMemoryEngine';
import { observedApplication } from './observedApplication';
import { store } from './stored';

/** Who asks. */
export const ROBIN = 'user:default/robin';

const opened: Operations[] = [];
afterEach(async () => {
  for (const operations of opened.splice(0)) await operations.stop();
});

/** Operations on an application of an instance that can be reached; stopped after the test. */
export async function openOperations(
  db: Knex,
  times: Partial<OperationTimes> = {},
) {
  const observed = observedApplication();
  const id = applicationId('argocd', 'main', observed);
  // Another process finds it there.
  if (!(await getApplication(db, id))) await store(db, observed);
  const instance = new InMemoryInstance('main');
  await saveInstance(db, {
    engine: 'argocd',
    name: 'main',
    state: 'reachable',
    since: '2026-11-20T10:00:00.000Z',
    lastSeenAt: '2026-11-20T10:00:00.000Z',
    capabilities: instance.capabilities,
  });
  const engine = new InMemoryEngine('argocd', [instance]);
  const logger = mockServices.logger.mock();
  const changes: string[] = [];
  const operations = new Operations({
    db,
    logger,
    engines: [engine],
    onChanged: ids => changes.push(...ids),
    times: { ...OPERATION_TIMES, ...times },
  });
  opened.push(operations);
  let keys = 0;
  const sync = () =>
    operations.request({
      applicationId: id,
      type: 'sync',
      options: { prune: false },
      requestedBy: ROBIN,
      idempotencyKey: `key-${keys++}`,
    });
  const becomes = (operationId: string, expected: object) =>
    eventually(async () =>
      expect(await getOperation(db, operationId)).toMatchObject(expected),
    );
  const ended = (asked: { id: string }) =>
    eventually(async () => {
      const operation = await getOperation(db, asked.id);
      expect(operation?.finishedAt).toEqual(expect.any(String));
      return operation;
    });
  return {
    applicationId: id,
    instance,
    engine,
    logger,
    changes,
    operations,
    sync,
    becomes,
    ended,
  };
}
