import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Flex, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { InboxView, STATUSES, WHOSE } from './useInboxView';

/** Whose alerts, and whether those that are over. */
export const InboxFilters = ({
  view,
  onChange,
}: {
  view: InboxView;
  onChange: (part: Partial<InboxView>) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const whose = {
    me: 'inbox.mine',
    teams: 'inbox.teams',
    all: 'inbox.all',
  } as const;
  return (
    <Flex gap="3" style={{ flexWrap: 'wrap' }}>
      <ToggleButtonGroup
        aria-label={t('inbox.whose')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.whose]}
        onSelectionChange={keys =>
          onChange({ whose: WHOSE.find(each => keys.has(each)) })
        }
      >
        {WHOSE.map(each => (
          <ToggleButton key={each} id={each} size="small">
            {t(whose[each])}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ToggleButtonGroup
        aria-label={t('inbox.status')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.status]}
        onSelectionChange={keys =>
          onChange({ status: STATUSES.find(each => keys.has(each)) })
        }
      >
        {STATUSES.map(each => (
          <ToggleButton key={each} id={each} size="small">
            {t(`inbox.${each}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Flex>
  );
};
