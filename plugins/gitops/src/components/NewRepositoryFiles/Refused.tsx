import { ResponseError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { Alert, Button } from '@backstage/ui';
import styles from './NewRepositoryFiles.module.css';

/** Of an answer that is not from the scaffolder, or has no words. */
const WORDLESS = /^(?:Request failed with status .*)?$/s;

/** Why there are no files: what is wrong, with file and line where there is one. */
export const Refused = ({
  error,
  retry,
}: {
  error: Error;
  retry: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  let words = error.message;
  if (error instanceof ResponseError) {
    const { statusCode, statusText, body } = error;
    words = body.error.message;
    // The scaffolder refuses those who lack a permission without a word.
    if (statusCode === 403 && !words) {
      return (
        <Alert
          role="alert"
          status="info"
          icon
          title={t('files.forbiddenTitle')}
          description={t('files.forbidden')}
        />
      );
    }
    if (WORDLESS.test(words)) {
      const status = `${statusCode} ${statusText}`.trim();
      words = t('problem.answered', { status });
    }
  }
  const [sentence, ...findings] = new Set(words.trim().split('\n'));
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('files.refused')}
      description={
        <div className={styles.refusal}>
          {sentence}
          {findings.length > 0 && (
            <ul>
              {findings.map(finding => (
                <li key={finding}>{finding}</li>
              ))}
            </ul>
          )}
          <div className={styles.again}>
            <Button size="small" variant="secondary" onPress={retry}>
              {t('problem.retry')}
            </Button>
          </div>
        </div>
      }
    />
  );
};
