import { ReactNode, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  gitopsTranslationRef,
  Live,
} from '@backstage-gitops/plugin-gitops-react';
import { Button, Skeleton, VisuallyHidden } from '@backstage/ui';
import { LookDialog } from '../LookDialog';

/** Something that the engine is asked for while one looks at it, and again on request. */
export const EngineDialog = <T,>({
  name,
  title,
  width,
  asked: { value, isLoading, retry },
  problem,
  onClose,
  children,
}: {
  /** Of what is shown, for whoever looks for it in the page. */
  name: string;
  title: string;
  /** In px, as far as there is room. */
  width: number;
  asked: Live<T>;
  /** Why the last answer did not come. */
  problem: ReactNode;
  onClose: () => void;
  children: (value: T) => ReactNode;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const [isAsking, setAsking] = useState(false);
  const askAgain = async () => {
    setAsking(true);
    await retry();
    setAsking(false);
  };
  return (
    <LookDialog
      name={name}
      title={title}
      width={width}
      action={
        <Button
          variant="secondary"
          isPending={isAsking}
          onPress={() => void askAgain()}
        >
          {t('diff.again')}
        </Button>
      }
      onClose={onClose}
    >
      {problem}
      {isLoading && (
        <div role="status">
          <VisuallyHidden>{t('diff.loading')}</VisuallyHidden>
          <Skeleton width="100%" height={120} />
        </div>
      )}
      {value !== undefined && children(value)}
    </LookDialog>
  );
};
