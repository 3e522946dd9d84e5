import { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import CheckCircleOutlineIcon from '@material-ui/icons/CheckCircleOutline';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import { Review } from '@backstage-gitops/plugin-gitops-common';
import { gitopsTranslationRef } from '@backstage-gitops/plugin-gitops-react';
import { approversOf, reviewVerdict, Verdict } from '../../rules/reviewVerdict';
import { OutsideMark, Tone } from './OutsideMark';

type Shape = { icon: ComponentType<SvgIconProps>; tone: Tone };

const shapes: Record<Verdict, Shape> = {
  unknown: { icon: HelpOutlineIcon, tone: 'quiet' },
  notReviewed: { icon: ReportProblemOutlinedIcon, tone: 'warning' },
  changesRequested: { icon: ErrorOutlineIcon, tone: 'danger' },
  approved: { icon: CheckCircleOutlineIcon, tone: 'success' },
  notApproved: { icon: RadioButtonUncheckedIcon, tone: 'warning' },
  approvalUnknown: { icon: HelpOutlineIcon, tone: 'quiet' },
};

/** So many of those who approve are named. */
const MOST_NAMES = 2;

/** What came of the review of a commit. */
export const VerdictMark = ({ review }: { review: Review }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const verdict = reviewVerdict(review);
  const approvers = review.state === 'pull' ? approversOf(review.pull) : [];
  let words: string = t(`review.${verdict}`);
  if (verdict === 'approved' && approvers.length > 0) {
    const names = approvers.slice(0, MOST_NAMES).join(', ');
    const others = approvers.length - MOST_NAMES;
    words =
      others > 0
        ? t('review.approvedByMore', { names, others: String(others) })
        : t('review.approvedBy', { names });
  }
  return (
    <span data-verdict={verdict}>
      <OutsideMark {...shapes[verdict]}>{words}</OutsideMark>
    </span>
  );
};
