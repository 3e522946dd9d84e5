import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Commit } from '@backstage-gitops/plugin-gitops-common';
import {
  Age,
  gitopsTranslationRef,
  Sha,
} from '@backstage-gitops/plugin-gitops-react';
import { Link } from '@backstage/ui';
import { standingsOf, viasOf } from '../../rules/cell';
import { Lane } from '../../rules/lanes';
import { AuthorName, MergeTag, ReviewMarks, SignatureMark } from '../Commit';
import { CellMark } from './CellMark';
import styles from './CommitsTable.module.css';

const Via = ({ commit }: { commit: Commit }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const [path, ...others] = viasOf(commit);
  if (path === undefined) return null;
  return (
    <span className={styles.via} title={[path, ...others].join('\n')}>
      {others.length > 0
        ? t('commits.viaMore', { path, count: others.length })
        : t('commits.via', { path })}
    </span>
  );
};

/** Where it stands for the applications of a lane, wherever these stood before. */
const LaneCell = ({ commit, lane }: { commit: Commit; lane: Lane }) => {
  const ids = new Set(lane.applications.map(({ id }) => id));
  const standings = standingsOf(
    commit.marks.filter(({ applicationId }) => ids.has(applicationId)),
  );
  return (
    <td className={styles.environment}>
      {standings.map(standing => (
        <CellMark key={standing.cell} standing={standing} lane={lane} />
      ))}
    </td>
  );
};

/** One commit: what, why it counts, by whom and when, how it was reviewed, where it runs. */
export const CommitRow = ({
  commit,
  lanes,
  address,
}: {
  commit: Commit;
  lanes: Lane[];
  /** Where it is opened. */
  address: string;
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const { sha, url, subject, merge, author, at, signature } = commit;
  return (
    <tr data-commit={sha}>
      <th scope="row">
        <span className={styles.commit}>
          <span className={styles.what}>
            <Sha sha={sha} url={url} />{' '}
            <Link
              className={styles.subject}
              href={address}
              color="primary"
              title={subject}
            >
              {subject || t('commits.noSubject')}
            </Link>{' '}
            {merge && <MergeTag />}
          </span>{' '}
          <Via commit={commit} /> <SignatureMark signature={signature} />
        </span>
      </th>
      <td className={styles.author}>
        <AuthorName author={author} />{' '}
        <span className={styles.age}>
          <Age at={at} />
        </span>
      </td>
      <td className={styles.review}>
        <ReviewMarks commit={commit} />
      </td>
      {lanes.map(lane => (
        <LaneCell key={lane.environment ?? ''} commit={commit} lane={lane} />
      ))}
    </tr>
  );
};
