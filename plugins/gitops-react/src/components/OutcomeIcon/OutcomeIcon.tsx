import CheckIcon from '@material-ui/icons/Check';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import SyncIcon from '@material-ui/icons/Sync';
import styles from './OutcomeIcon.module.css';

const icons = {
  Requested: SyncIcon,
  Running: SyncIcon,
  Succeeded: CheckIcon,
  Failed: ErrorOutlineIcon,
  Unknown: HelpOutlineIcon,
};

/** The shape of how something stands or ended, to stand beside its word. */
export const OutcomeIcon = ({
  phase,
  className = '',
}: {
  phase: keyof typeof icons;
  className?: string;
}) => {
  const Icon = icons[phase];
  return (
    <Icon
      fontSize="inherit"
      aria-hidden
      className={`${styles[phase]} ${className}`}
    />
  );
};
