import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import {
  CommitLine,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Text } from '@backstage/ui';
import { shortRevision } from '../../rules/shortRevision';

/** What runs: a commit, a version, or why neither is said. */
export const DeployedText = ({
  application: { deployedCommit, sources, sync },
}: {
  application: Pick<Application, 'deployedCommit' | 'sources' | 'sync'>;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  if (deployedCommit) return <CommitLine commit={deployedCommit} />;
  const known = sync.deployedRevisions.filter(revision => revision !== '');
  const hasGit = sources.some(({ type }) => type === 'git');
  if (known.length > 0 && !hasGit) {
    return (
      <Text variant="body-small">{known.map(shortRevision).join(', ')}</Text>
    );
  }
  const unknown = hasGit ? 'card.deployedUnknown' : 'card.versionUnknown';
  return (
    <QuietText variant="body-small">
      {t(sync.deployedRevisions.length === 0 ? 'card.neverDeployed' : unknown)}
    </QuietText>
  );
};
