import { ResponseError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { gitopsTranslationRef } from '../../translation';

/** Why something could not be loaded, and what to do about it. */
export const ProblemNote = ({
  title,
  error,
  retry,
  hasValue,
}: {
  /** What failed, where it is not the loading of GitOps status. */
  title?: string;
  error: Error;
  retry?: () => void;
  /** What was known before is still shown below. */
  hasValue: boolean;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const status = error instanceof ResponseError ? error.statusCode : undefined;
  if (status === 403 && !title) {
    return (
      <Alert
        status="info"
        icon
        title={t('problem.forbiddenTitle')}
        description={t('problem.forbidden')}
      />
    );
  }
  // The backend's own sentence says more than the status that it came with.
  let description =
    error instanceof ResponseError ? error.body.error.message : error.message;
  if (status === 404 && !title) description = t('problem.notFound');
  else if (hasValue) description = t('problem.stale', { message: description });
  return (
    <Alert
      status="danger"
      icon
      title={title ?? t('problem.title')}
      description={description}
      customActions={
        retry && (
          <Button size="small" variant="secondary" onPress={retry}>
            {t('problem.retry')}
          </Button>
        )
      }
    />
  );
};
