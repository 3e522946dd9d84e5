import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ChangedResource,
  OperationPreview,
} from '@backstage-gitops/plugin-gitops-common';
import {
  CommitLine,
  DriftSummary,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Alert, Checkbox, Text } from '@backstage/ui';
import styles from './Acting.module.css';

const MOST_FIELDS = 10;

const Section = ({
  title,
  children,
}: {
  title: string;
  children: ReactNode;
}) => (
  <section>
    <Text as="h3" variant="body-small" weight="bold">
      {title}
    </Text>
    {children}
  </section>
);

const Resources = ({ items }: { items: ChangedResource[] }) => (
  <ul className={styles.list}>
    {items.map(({ group, kind, namespace, name }) => (
      <li key={[group, kind, namespace, name].join('/')}>
        <Text variant="body-small">
          {[`${kind}/${name}`, namespace].filter(Boolean).join(' · ')}
        </Text>
      </li>
    ))}
  </ul>
);

/** Commits, resources, what is deleted and what is undone, as far as is known. */
export const Preview = ({
  preview,
  prune,
  onPruneChange,
}: {
  preview: OperationPreview;
  prune: boolean;
  onPruneChange: (prune: boolean) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { commits, totalCommits, resources, undoes, notes, type } = preview;
  const changing = resources?.items.filter(each => !each.prune) ?? [];
  const gone = resources?.items.filter(each => each.prune) ?? [];
  const moreCommits = (totalCommits ?? 0) - commits.length;
  const moreResources = resources
    ? resources.total - resources.items.length
    : 0;
  const saysNothing =
    type !== 'suspend' &&
    notes.length + commits.length + undoes.total === 0 &&
    !resources?.total;
  return (
    <>
      {notes.map(note => (
        <Alert
          key={note}
          status={note === 'nothingToDo' ? 'info' : 'warning'}
          icon
          title={t(`act.${note}`)}
        />
      ))}
      {saysNothing && <Text as="p">{t('act.unknown')}</Text>}
      {type === 'suspend' && <Text as="p">{t('act.suspendHint')}</Text>}
      {commits.length > 0 && (
        <Section title={t('act.commits')}>
          <ul className={styles.list}>
            {commits.map(commit => (
              <li key={commit.sha}>
                <CommitLine commit={commit} />
              </li>
            ))}
          </ul>
          {moreCommits > 0 && (
            <QuietText variant="body-small">
              {t('act.moreCommits', { count: moreCommits })}
            </QuietText>
          )}
        </Section>
      )}
      {undoes.total > 0 && (
        <Section title={t('act.undoes')}>
          <DriftSummary drift={undoes} most={MOST_FIELDS} />
        </Section>
      )}
      {changing.length > 0 && (
        <Section title={t('act.resources')}>
          <Resources items={changing} />
        </Section>
      )}
      {gone.length > 0 && (
        <Section title={t('act.gone')}>
          <Resources items={gone} />
          <Checkbox isSelected={prune} onChange={onPruneChange}>
            {t('act.prune')}
          </Checkbox>
        </Section>
      )}
      {moreResources > 0 && (
        <QuietText variant="body-small">
          {t('act.moreResources', { count: moreResources })}
        </QuietText>
      )}
    </>
  );
};
