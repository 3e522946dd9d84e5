import { Alert, Binding } from '@backstage-gitops/plugin-gitops-common';
import { StoredAlert } from '../alerts/rows';
import { Allowed } from './allowed';
import { withoutValues } from './withoutValues';

/**
 * What is kept of an alert, as it is answered.
 *
 * @param bindings - those that the person may read
 */
export function toAlert(
  alert: StoredAlert,
  bindings: Binding[],
  { inspect, acknowledge }: Pick<Allowed, 'inspect' | 'acknowledge'>,
): Alert {
  return {
    ...alert,
    type: 'drift',
    drift: inspect === true ? alert.drift : withoutValues(alert.drift),
    entityRefs: bindings.map(({ entityRef }) => entityRef),
    mayAcknowledge: acknowledge,
  };
}
