import { memo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ManagedResource } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  EngineWords,
  gitopsTranslationRef,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { healthOf, syncOf } from '../../rules/resourceState';
import { Images } from '../Images';
import { ResourceMark } from './ResourceMark';
import styles from './Resources.module.css';

const Row = ({ resource }: { resource: ManagedResource }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { kind, name, namespace, images, message, unread, createdAt } =
    resource;
  return (
    <tr data-resource={`${kind}/${name}`}>
      <td className={styles.kind}>{kind}</td>
      <th scope="row">
        <Text weight="bold">{name}</Text>
      </th>
      <td data-label={namespace && t('resources.namespace')}>{namespace}</td>
      <td>
        <ResourceMark mark={syncOf(resource)} />
      </td>
      <td>
        <ResourceMark mark={healthOf(resource)} />
        {message && <EngineWords>{message}</EngineWords>}
        {unread && <EngineWords>{unread}</EngineWords>}
      </td>
      <td>{images && <Images images={images} />}</td>
      <td>{createdAt && <Age at={createdAt} />}</td>
    </tr>
  );
};

/** One resource of the table; drawn once, however often hundreds of them are filtered and sorted. */
export const ResourceRow = memo(Row);
