import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  ApplicationInputs,
} from '@backstage-gitops/plugin-gitops-common';
import {
  gitopsTranslationRef,
  ProblemNote,
  QuietText,
  useInputs,
} from '@backstage-gitops/plugin-gitops-react';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { Folded } from '../Folded';
import { LookDialog } from '../LookDialog';
import { RepositoryLink } from '../RepositoryLink';
import styles from './Inputs.module.css';

/** So many of one source are listed at once. */
const MOST = 20;

const SourceInputs = ({
  source: { repository, path, parent, inputs, notes },
}: {
  source: ApplicationInputs['sources'][0];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const place = (each: string) => each || t('inputs.root');
  const namer = (input: (typeof inputs)[0]) => {
    if (input.namedBy !== null) {
      return t('inputs.namedBy', { path: input.namedBy });
    }
    return input.path === path ? t('inputs.itself') : t('inputs.byApplication');
  };
  return (
    <section className={styles.source}>
      <Text as="h3" weight="bold">
        {place(path)}
      </Text>
      <QuietText as="p" variant="body-small">
        <RepositoryLink url={repository} />
        {parent && ` · ${t('inputs.parent')}`}
      </QuietText>
      <Folded
        most={MOST}
        more={count => t('commit.moreFiles', { count })}
        items={inputs.map(input => (
          <li key={`${input.path} ${input.namedBy}`} className={styles.input}>
            <code>{place(input.path)}</code>{' '}
            <QuietText variant="body-x-small">{namer(input)}</QuietText>
          </li>
        ))}
      />
      {notes.map(note => (
        <Text key={note} as="p" variant="body-small">
          {note}
        </Text>
      ))}
    </section>
  );
};

/** What in Git an application is rendered from, what names each of that, and what could not be followed. */
export const InputsDialog = ({
  application: { id, name },
  onClose,
}: {
  application: Pick<Application, 'id' | 'name'>;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { value, error, isLoading, retry } = useInputs(id);
  return (
    <LookDialog
      name="inputs"
      title={t('inputs.title', { name })}
      width={800}
      onClose={onClose}
    >
      {error && (
        <ProblemNote
          title={t('inputs.failed')}
          error={error}
          retry={retry}
          hasValue={value !== undefined}
        />
      )}
      {isLoading && (
        <div role="status">
          <VisuallyHidden>{t('inputs.loading')}</VisuallyHidden>
          <Skeleton width="100%" height={120} />
        </div>
      )}
      {value?.sources.map(source => (
        <SourceInputs
          key={[source.repository, source.path, source.parent].join(' ')}
          source={source}
        />
      ))}
      {value?.sources.length === 0 && <Text>{t('inputs.none')}</Text>}
    </LookDialog>
  );
};
