import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Images } from './Images';
import styles from './Images.module.css';

const MOST = 3;

/** The first few images, the rest on request. */
export const ImageSummary = ({ images }: { images: string[] }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const rest = images.slice(MOST);
  return (
    <>
      <Images images={images.slice(0, MOST)} />
      {rest.length > 0 && (
        <details>
          <summary className={styles.more}>
            {t('tab.moreImages', { count: rest.length })}
          </summary>
          <Images images={rest} />
        </details>
      )}
    </>
  );
};
