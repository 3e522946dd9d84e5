import { Fragment } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  APPLICATION_SET,
  ObjectRef,
} from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Link, Text } from '@backstage/ui';
import { Fact } from '../Fact';
import { useFleetLink } from '../../hooks/useFleetLink';
import styles from './GitopsContent.module.css';

/** The fleet looks for a part of a name, and for no longer one. */
const LONGEST_TEXT = 200;

const ObjectLink = ({
  object: { kind, namespace, name },
  application,
}: {
  object: ObjectRef;
  application: Application;
}) => {
  const fleetLink = useFleetLink();
  const isElsewhere = namespace !== application.namespace;
  const words = `${kind} ${isElsewhere ? `${namespace}/` : ''}${name}`;
  const href =
    kind === APPLICATION_SET
      ? // It is no application, so the fleet does not have it.
        undefined
      : fleetLink({
          text: name.slice(0, LONGEST_TEXT),
          instance: application.instance,
        });
  return href ? (
    <Link variant="body-small" href={href}>
      {words}
    </Link>
  ) : (
    <>{words}</>
  );
};

const Objects = ({
  label,
  objects,
  application,
  by,
  note,
}: {
  label: string;
  objects: ObjectRef[];
  application: Application;
  /** What those are applied by. */
  by?: ObjectRef;
  note?: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <Fact label={label}>
      <Text as="p" variant="body-small" className={styles.breakable}>
        {objects.map((object, index) => (
          <Fragment key={`${object.kind}/${object.namespace}/${object.name}`}>
            {index > 0 && ', '}
            <ObjectLink object={object} application={application} />
          </Fragment>
        ))}
        {by && (
          <>
            {`, ${t('tab.by')} `}
            <ObjectLink object={by} application={application} />
          </>
        )}
        {note && ` · ${note}`}
      </Text>
    </Fact>
  );
};

/** What applies an application, and what has to be ready before it. */
export const LaneRelations = ({
  application,
}: {
  application: Application;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { parent, appliedBy, dependsOn, sync } = application;
  const waits = sync.pendingInParent;
  return (
    <>
      {parent && (
        <Objects
          label={t('tab.appliedBy')}
          objects={[parent]}
          by={appliedBy}
          application={application}
          note={waits ? t('tab.waitsThere', { count: waits }) : undefined}
        />
      )}
      {dependsOn.length > 0 && (
        <Objects
          label={t('tab.dependsOn')}
          objects={dependsOn}
          application={application}
        />
      )}
    </>
  );
};
