import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Flex, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { InboxView, STATUSES, WHOSE } from './useInboxView';

const OneOf = <T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: Array<{ value: T; label: string }>;
  value: T;
  onChange: (value: T) => void;
}) => (
  <ToggleButtonGroup
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={keys => {
      const chosen = options.find(option => keys.has(option.value));
      if (chosen) onChange(chosen.value);
    }}
  >
    {options.map(option => (
      <ToggleButton key={option.value} id={option.value} size="small">
        {option.label}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);

/** Whose alerts, and whether those that are over. */
export const InboxFilters = ({
  view,
  onChange,
}: {
  view: InboxView;
  onChange: (part: Partial<InboxView>) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <Flex gap="3" style={{ flexWrap: 'wrap' }}>
      <OneOf
        label={t('inbox.whose')}
        options={WHOSE.map(value => ({ value, label: t(`inbox.${value}`) }))}
        value={view.whose}
        onChange={whose => onChange({ whose })}
      />
      <OneOf
        label={t('inbox.status')}
        options={STATUSES.map(value => ({ value, label: t(`inbox.${value}`) }))}
        value={view.status}
        onChange={status => onChange({ status })}
      />
    </Flex>
  );
};
