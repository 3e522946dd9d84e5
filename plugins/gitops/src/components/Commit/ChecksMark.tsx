import { useTranslationRef } from '@backstage/frontend-plugin-api';
import CheckIcon from '@material-ui/icons/Check';
import CloseIcon from '@material-ui/icons/Close';
import SyncIcon from '@material-ui/icons/Sync';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { OutsideMark } from './OutsideMark';

const shapes = {
  passed: { icon: CheckIcon, tone: 'success' },
  failed: { icon: CloseIcon, tone: 'danger' },
  running: { icon: SyncIcon, tone: 'info' },
} as const;

/** What the checks of a commit came to; nothing where there were none or it is not known. */
export const ChecksMark = ({ checks }: Pick<Commit, 'checks'>) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  if (checks === 'none' || checks === 'unknown') return null;

  return (
    <OutsideMark {...shapes[checks]}>
      {t(`review.checks.${checks}`)}
    </OutsideMark>
  );
};
