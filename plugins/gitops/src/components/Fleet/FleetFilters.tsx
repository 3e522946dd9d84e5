import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  engineKindSchema,
  Facets,
  fleetOrderSchema,
} from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { SearchField, Select } from '@backstage/ui';
import { FleetView } from '../../rules/fleetUrl';
import styles from './Fleet.module.css';

const ALL = '';
/** Typing is over after so long, in ms. */
const TYPED_MS = 300;

const TextFilter = ({
  label,
  text,
  onChange,
}: {
  label: string;
  text: string;
  onChange: (text: string) => void;
}) => {
  const [typed, setTyped] = useState(text);
  // Only what was typed here is written to the address, not what came from it.
  const isTyping = useRef(false);
  const write = useRef(onChange);
  useEffect(() => {
    write.current = onChange;
  });
  useEffect(() => {
    if (!isTyping.current) setTyped(text);
  }, [text]);
  useEffect(() => {
    if (!isTyping.current) return undefined;
    const timer = setTimeout(() => {
      isTyping.current = false;
      write.current(typed.trim());
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchField
      className={styles.text}
      size="small"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={value => {
        isTyping.current = true;
        setTyped(value);
      }}
    />
  );
};

const Choice = ({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  options: Array<{ value: string; label: string }>;
  onChange: (value: string | undefined) => void;
}) => {
  // What is chosen stays among the choices, also when nothing is left of it.
  const isGone = value && !options.some(option => option.value === value);
  return (
    <Select
      size="small"
      label={label}
      options={[...options, ...(isGone ? [{ value, label: value }] : [])].map(
        option => ({ id: option.value, label: option.label }),
      )}
      value={value ?? ALL}
      onChange={key => onChange(key ? String(key) : undefined)}
    />
  );
};

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
  return (
    <div className={styles.filters}>
      <TextFilter
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
        options={[all, ...counted('engine')]}
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
