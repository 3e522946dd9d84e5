import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Announced,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { filesIn, fileTree } from '../../rules/fileTree';
import { fieldSchema } from './fieldSchema';
import { FileBrowser } from './FileBrowser';
import { Refused } from './Refused';
import { useDryRun } from './useDryRun';
import styles from './NewRepositoryFiles.module.css';

/** The files that a template would make of the form, before anything is made. */
export const NewRepositoryFiles = ({
  uiSchema,
  formContext,
}: typeof fieldSchema.TProps) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { template = '', folders } = uiSchema['ui:options'] ?? {};
  const { files, error, retry } = useDryRun(
    template,
    formContext?.formData ?? {},
  );
  const nodes = useMemo(
    () => files && fileTree(Object.keys(files), folders ?? []),
    [files, folders],
  );
  const count = nodes && filesIn(nodes).length;
  const isRunning = !files && !error;
  return (
    <div className={styles.field} data-gitops="files">
      <Announced>
        {isRunning && <VisuallyHidden>{t('files.loading')}</VisuallyHidden>}
        {count !== undefined && (
          <QuietText>
            {count > 0 ? t('files.count', { count }) : t('files.none')}
          </QuietText>
        )}
      </Announced>
      {isRunning && <Skeleton width="100%" className={styles.waiting} />}
      {error && <Refused error={error} retry={retry} />}
      {files && nodes && nodes.length > 0 && (
        <FileBrowser files={files} nodes={nodes} />
      )}
    </div>
  );
};
