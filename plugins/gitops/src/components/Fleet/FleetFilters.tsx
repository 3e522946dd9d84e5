import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  engineKindSchema,
  Facets,
  fleetOrderSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { FleetView } from '../../rules/fleetUrl';
import { ALL, Choice } from '../Choice';
import { TextFilter } from '../TextFilter';
import styles from './Fleet.module.css';

/** Everything but the state that the fleet can be narrowed to, and its order. */
export const FleetFilters = ({
  view,
  facets,
  onChange,
}: {
  view: FleetView;
  facets?: Facets;
  onChange: (part: FleetView) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const all = { value: ALL, label: t('fleet.all') };
  const counted = (
    name: keyof Facets,
    show: (value: string) => string = value => value,
  ) =>
    (facets?.[name] ?? []).map(({ value, count }) => ({
      value,
      label: `${show(value)} · ${count}`,
    }));
  const refName = (kind: string) => (ref: string) =>
    humanizeEntityRef(parseEntityRef(ref), { defaultKind: kind });
  const engineName = (value: string) => {
    const engine = engineKindSchema.safeParse(value);
    return engine.success ? t(`engine.${engine.data}`) : value;
  };
  return (
    <div className={styles.filters}>
      <TextFilter
        className={styles.text}
        label={t('fleet.text')}
        text={view.text ?? ''}
        onChange={text => onChange({ text: text || undefined })}
      />
      <Choice
        label={t('fleet.owner')}
        value={view.owner}
        options={[
          { value: ALL, label: t('fleet.everybody') },
          { value: 'me', label: t('fleet.me') },
          { value: 'teams', label: t('fleet.teams') },
          ...counted('owner', refName('group')),
        ]}
        onChange={owner => onChange({ owner })}
      />
      <Choice
        label={t('fleet.system')}
        value={view.system}
        options={[all, ...counted('system', refName('system'))]}
        onChange={system => onChange({ system })}
      />
      <Choice
        label={t('fleet.environment')}
        value={view.environment}
        options={[all, ...counted('environment')]}
        onChange={environment => onChange({ environment })}
      />
      <Choice
        label={t('fleet.engine')}
        value={view.engine}
        options={[all, ...counted('engine', engineName)]}
        onChange={engine =>
          onChange({ engine: engineKindSchema.safeParse(engine).data })
        }
      />
      <Choice
        label={t('fleet.instance')}
        value={view.instance}
        options={[all, ...counted('instance')]}
        onChange={instance => onChange({ instance })}
      />
      <Choice
        label={t('fleet.orderBy')}
        value={view.orderBy ?? 'worst'}
        options={fleetOrderSchema.options.map(value => ({
          value,
          label: t(`fleet.${value}`),
        }))}
        onChange={order =>
          onChange({ orderBy: fleetOrderSchema.safeParse(order).data })
        }
      />
    </div>
  );
};
