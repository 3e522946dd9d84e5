import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application, Permitted } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import {
  ButtonIcon,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
} from '@backstage/ui';
import MoreHorizIcon from '@material-ui/icons/MoreHoriz';
import { useOwnersToAsk } from './useOwnersToAsk';

export interface ActionsMenuEntry {
  words: string;
  permitted: Permitted;
  onAction: () => void;
}

/** What else may be done with an application; below it what may not, and whom to ask. */
export const ActionsMenu = ({
  application,
  entries,
}: {
  application: Pick<Application, 'bindings' | 'name'>;
  entries: ActionsMenuEntry[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const owners = useOwnersToAsk(application);
  if (entries.length === 0) return null;
  const refused = entries.filter(({ permitted }) => permitted !== true);
  const mayAsk = refused.some(({ permitted }) => permitted === 'forbidden');
  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="secondary"
        icon={<MoreHorizIcon fontSize="small" />}
        aria-label={t('act.more', { name: application.name })}
      />
      <Menu disabledKeys={refused.map(({ words }) => words)}>
        {entries
          .filter(({ permitted }) => permitted === true)
          .map(({ words, onAction }) => (
            <MenuItem key={words} id={words} onAction={onAction}>
              {words}
            </MenuItem>
          ))}
        {refused.length > 0 && (
          <MenuSection
            title={
              mayAsk && owners
                ? t('act.refusedAsk', { owners })
                : t('act.refused')
            }
          >
            {refused.map(({ words }) => (
              <MenuItem key={words} id={words}>
                {words}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </MenuTrigger>
  );
};
