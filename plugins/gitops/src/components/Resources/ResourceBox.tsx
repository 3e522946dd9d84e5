import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  EngineWords,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { healthOf, syncOf } from '../../rules/resourceState';
import { Images } from '../Images';
import { ResourceMark } from './ResourceMark';
import styles from './Resources.module.css';

/** One resource of the graph. */
export const ResourceBox = ({
  resource,
  home,
  isAtTop,
}: {
  resource: ManagedResource;
  /** The namespace that goes without saying. */
  home?: string;
  isAtTop: boolean;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { kind, name, namespace, parent, message, unread, images, createdAt } =
    resource;
  const sync = syncOf(resource);
  const health = healthOf(resource);
  return (
    <div className={styles.box} data-resource={`${kind}/${name}`}>
      <QuietText as="p" variant="body-x-small">
        {[kind, namespace !== home && namespace].filter(Boolean).join(' · ')}
        {createdAt && (
          <>
            {' · '}
            <Age at={createdAt} />
          </>
        )}
      </QuietText>
      <Text as="p" variant="body-small" weight="bold">
        {name}
      </Text>
      {isAtTop && parent && (
        <QuietText as="p" variant="body-x-small">
          {t('resources.of', { parent: `${parent.kind}/${parent.name}` })}
        </QuietText>
      )}
      <div className={styles.marks}>
        <ResourceMark mark={sync} />
        <ResourceMark mark={health} />
        {images && <Images images={images} />}
      </div>
      {message && health?.word !== 'Healthy' && (
        <EngineWords>{message}</EngineWords>
      )}
      {unread && <EngineWords>{unread}</EngineWords>}
    </div>
  );
};
