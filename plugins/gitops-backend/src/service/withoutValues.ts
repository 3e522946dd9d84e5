import { Drift } from '@backstage-gitops/plugin-gitops-common';

/** Which fields drifted, by whom and when, but not what they hold. */
export function withoutValues(drift: Drift): Drift {
  return {
    ...drift,
    fields: drift.fields.map(
      ({ desired: _desired, live: _live, ...field }) => field,
    ),
  };
}
