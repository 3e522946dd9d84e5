import { Fragment } from 'react';
import { EntityLink } from './EntityLink';

/** To an application on the GitOps tab of each of its entities, as part of a sentence. */
export const EntityLinks = ({
  entityRefs,
  applicationId,
}: {
  entityRefs: string[];
  applicationId: string;
}) => (
  <>
    {entityRefs.map((entityRef, index) => (
      <Fragment key={entityRef}>
        {index > 0 && ', '}
        <EntityLink entityRef={entityRef} applicationId={applicationId} />
      </Fragment>
    ))}
  </>
);
