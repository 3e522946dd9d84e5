import { Fragment } from 'react';
import { EntityLink } from './EntityLink';

/** To the GitOps tab of each of some entities, as part of a sentence. */
export const EntityLinks = ({ entityRefs }: { entityRefs: string[] }) => (
  <>
    {entityRefs.map((entityRef, index) => (
      <Fragment key={entityRef}>
        {index > 0 && ', '}
        <EntityLink entityRef={entityRef} />
      </Fragment>
    ))}
  </>
);
