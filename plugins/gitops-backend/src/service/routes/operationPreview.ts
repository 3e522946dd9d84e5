import {
  gitopsApplicationInspectPermission,
  gitopsApplicationReadPermission,
  MAX_PREVIEW_ITEMS,
  OperationPreview,
  previewRequestSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { Knex } from 'knex';
import { GitHistory } from '../../git/types';
import { previewOf } from '../../operations/preview';
import { loadObservations } from '../../store/loadObservations';
import { SyncWindowStates } from '../../syncWindows/SyncWindowStates';
import { Operables } from '../Operables';
import { parse } from '../parse';
import { Permits } from '../Permits';
import { Route } from '../route';
import { withoutValues } from '../withoutValues';

/** What an operation would do, for who may do it; nothing is asked of engine or Git. */
export function operationPreviewRoute({
  db,
  git,
  operables,
  permits,
  syncWindows,
}: {
  db: Knex;
  git: GitHistory;
  operables: Operables;
  permits: Permits;
  syncWindows: SyncWindowStates;
}): Route {
  return {
    method: 'post',
    path: '/applications/:id/operations\\:preview',
    permission: gitopsApplicationReadPermission,
    async handle({
      params: { id },
      body,
      credentials,
    }): Promise<OperationPreview> {
      const { type } = parse(previewRequestSchema, body);
      const { stored, bindings, instance } = await operables.get(
        id,
        type,
        credentials,
      );
      const [inspect] = await permits.ask(
        [{ permission: gitopsApplicationInspectPermission, bindings }],
        credentials,
      );
      const { drift } = stored.record;
      const [waiting, observations] = await Promise.all([
        git.waiting(id, MAX_PREVIEW_ITEMS),
        loadObservations(db, [id]),
      ]);
      return previewOf(type, {
        record: {
          ...stored.record,
          drift: drift && (inspect === true ? drift : withoutValues(drift)),
        },
        changes: observations.get(id)?.observed?.changes ?? null,
        waiting,
        reachable: instance.state === 'reachable',
        syncWindow: syncWindows.of(stored.record.syncWindows),
      });
    },
  };
}
