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
  const known = sync.deployedRevisions.filter(revision => revision !== '');
  const hasGit = sources.some(({ type }) => type === 'git');
  // Of a chart the newest commit may ask for another version than the one that runs.
  const isAsked =
    hasGit || known.every(each => sync.desired.engine.includes(each));
  if (deployedCommit && (isAsked || sources.length === 0)) {
    return <CommitLine commit={deployedCommit} />;
  }
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
