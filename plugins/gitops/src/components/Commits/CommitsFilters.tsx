import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  CommitsFilter,
  gitopsTranslationRef,
} from '@backstage-gitops/plugin-gitops-react';
import { choiceLabels } from '../../rules/choiceLabels';
import { Lane } from '../../rules/lanes';
import { ALL, Choice } from '../Choice';
import { TextFilter } from '../TextFilter';
import styles from './Commits.module.css';

/** What the commits can be narrowed to. */
export const CommitsFilters = ({
  filter,
  lanes,
  onChange,
}: {
  filter: CommitsFilter;
  lanes: Lane[];
  onChange: (part: CommitsFilter) => void;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const all = { value: ALL, label: t('commits.all') };
  const environments = lanes.flatMap(({ environment }) => environment ?? []);
  const applications = [
    ...choiceLabels(lanes.flatMap(lane => lane.applications)),
  ];
  return (
    <div
      role="group"
      className={styles.filters}
      aria-label={t('commits.filters')}
    >
      <TextFilter
        className={styles.text}
        label={t('commits.text')}
        text={filter.text ?? ''}
        onChange={text => onChange({ text: text || undefined })}
      />
      <TextFilter
        className={styles.text}
        label={t('commits.author')}
        text={filter.author ?? ''}
        onChange={author => onChange({ author: author || undefined })}
      />
      {(environments.length > 1 || filter.environment) && (
        <Choice
          label={t('commits.environment')}
          value={filter.environment}
          options={[
            all,
            ...environments.map(value => ({ value, label: value })),
          ]}
          onChange={environment => onChange({ environment })}
        />
      )}
      {(applications.length > 1 || filter.application) && (
        <Choice
          label={t('commits.application')}
          value={filter.application}
          options={[
            all,
            ...applications.map(([value, label]) => ({ value, label })),
          ]}
          onChange={application => onChange({ application })}
        />
      )}
    </div>
  );
};
