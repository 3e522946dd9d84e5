import { Application } from '@backstage-gitops/plugin-gitops-common';
import { useOwnersToAsk } from '../Acting';
import { DriftAlert } from './DriftAlert';

/** The alert that is open for an application, if there is one. */
export const OpenDriftAlert = ({
  application,
}: {
  application: Application;
}) => {
  const owners = useOwnersToAsk(application);
  const { alert, drift, environment, name } = application;
  if (!alert || !drift) return null;
  const { id, acknowledged, mayAcknowledge } = alert;
  return (
    <DriftAlert
      {...{
        id,
        name,
        environment,
        drift,
        acknowledged,
        mayAcknowledge,
        owners,
      }}
    />
  );
};
