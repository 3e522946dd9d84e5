import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Drift, DriftedField } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '../../translation';
import styles from './DriftSummary.module.css';

const FieldChange = ({ field }: { field: DriftedField }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const resource = `${field.resource.kind}/${field.resource.name}`;
  const path = field.path ?? '';
  const { desired, live, manager } = field;
  const valuesKnown = desired !== undefined && live !== undefined;
  let change: string;
  if (field.change === 'changed') {
    change = valuesKnown
      ? t('drift.changed', { resource, path, desired, live })
      : t('drift.fieldChanged', { resource, path });
  } else {
    change = t(`drift.${field.change}`, { resource, path });
  }
  return (
    <>
      <code>{change}</code>
      {manager && (
        <span className={styles.who}>
          {' '}
          {field.by === 'controller'
            ? t('drift.controller', { manager })
            : t('drift.by', { manager })}
        </span>
      )}
    </>
  );
};

function keyOf({ resource, path, change, manager }: DriftedField): string {
  const { group, kind, namespace, name } = resource;
  return [group, kind, namespace, name, path, change, manager].join('/');
}

/** Which fields differ and who changed them; `most` of them, the rest as a number. */
export const DriftSummary = ({
  drift,
  most,
}: {
  drift: Pick<Drift, 'fields' | 'total'>;
  most: number;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const shown = drift.fields.slice(0, most);
  const rest = drift.total - shown.length;
  return (
    <ul className={styles.fields}>
      {shown.map(field => (
        <li key={keyOf(field)}>
          <FieldChange field={field} />
        </li>
      ))}
      {rest > 0 && (
        <li className={styles.who}>{t('drift.more', { count: rest })}</li>
      )}
    </ul>
  );
};
