import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  OperationPermitted,
} from '@backstage-gitops/plugin-gitops-common';
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
import styles from './Acting.module.css';

/**
 * As wide as its words, wherever it stands: near an edge it would else be narrower
 * at first, and grow and move while it is placed.
 */
const WIDTH = { width: 'max-content', maxWidth: 'calc(100vw - 2rem)' };

export interface ActionsMenuEntry {
  words: string;
  permitted: OperationPermitted;
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
  const off = entries.filter(({ permitted }) => permitted !== true);
  const closed = off.filter(({ permitted }) => permitted === 'windowClosed');
  const refused = off.filter(({ permitted }) => permitted !== 'windowClosed');
  const mayAsk = refused.some(({ permitted }) => permitted === 'forbidden');
  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="secondary"
        icon={<MoreHorizIcon fontSize="small" />}
        aria-label={t('act.more', { name: application.name })}
      />
      <Menu style={WIDTH} disabledKeys={off.map(({ words }) => words)}>
        {entries
          .filter(({ permitted }) => permitted === true)
          .map(({ words, onAction }) => (
            <MenuItem key={words} id={words} onAction={onAction}>
              {words}
            </MenuItem>
          ))}
        {closed.length > 0 && (
          <MenuSection title={t('act.closed')}>
            {closed.map(({ words }) => (
              <MenuItem key={words} id={words} className={styles.off}>
                {words}
              </MenuItem>
            ))}
          </MenuSection>
        )}
        {refused.length > 0 && (
          <MenuSection
            title={
              mayAsk && owners
                ? t('act.refusedAsk', { owners })
                : t('act.refused')
            }
          >
            {refused.map(({ words }) => (
              <MenuItem key={words} id={words} className={styles.off}>
                {words}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </Menu>
    </MenuTrigger>
  );
};
