import { useTranslationRef } from '@backstage/frontend-plugin-api';
import FavoriteBorderIcon from '@material-ui/icons/FavoriteBorder';
import { gitopsTranslationRef } from '../../translation';
import styles from './StateMark.module.css';

/** Beside the first state where the engine says that what runs is healthy. */
export const HealthyMark = () => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  return (
    <span className={styles.mark} data-state="Healthy">
      <FavoriteBorderIcon
        className={styles.icon}
        fontSize="inherit"
        aria-hidden
      />
      {t('state.Healthy')}
    </span>
  );
};
