import { useState } from 'react';
import { ResponseError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { gitopsTranslationRef } from '../../translation';
import { EngineWords } from '../EngineWords';

/** Why something could not be loaded or done, and what to do about it. */
export const ProblemNote = ({
  title,
  error,
  retry,
  hasValue,
}: {
  /** What failed, where it is not the loading of GitOps status. */
  title?: string;
  error: Error;
  retry?: () => Promise<void>;
  /** What was known before is still shown below. */
  hasValue: boolean;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const [isRetrying, setRetrying] = useState(false);
  const status = error instanceof ResponseError ? error.statusCode : undefined;
  if (status === 403 && !title) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={t('problem.forbiddenTitle')}
        description={t('problem.forbidden')}
      />
    );
  }
  // The backend's own sentence says more than the status that it came with; a page
  // that a proxy answers with instead says nothing to a reader.
  let description = error.message;
  if (error instanceof ResponseError) {
    const type = error.response.headers.get('content-type');
    description = type?.startsWith('application/json')
      ? error.body.error.message
      : t('problem.answered', {
          status: `${error.statusCode} ${error.statusText}`.trim(),
        });
  }
  if (status === 404 && !title) description = t('problem.notFound');
  else if (hasValue) description = t('problem.stale', { message: description });
  const tryAgain = async (again: () => Promise<void>) => {
    setRetrying(true);
    await again();
    setRetrying(false);
  };
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title ?? t('problem.title')}
      description={<EngineWords>{description}</EngineWords>}
      customActions={
        retry && (
          <Button
            size="small"
            variant="secondary"
            isPending={isRetrying}
            onPress={() => void tryAgain(retry)}
          >
            {t('problem.retry')}
          </Button>
        )
      }
    />
  );
};
