/**
 * What other plugins may reuse: the API of the GitOps backend, hooks that keep
 * its answers fresh, and the widgets that show a state the same way everywhere.
 *
 * @packageDocumentation
 */
export { gitopsApiRef, type GitopsApi } from './api/GitopsApi';
export { GitopsClient } from './api/GitopsClient';
export { isForbidden } from './api/isForbidden';
export { useEntityApplications } from './hooks/useEntityApplications';
export { useAlerts } from './hooks/useAlerts';
export { type CommitsFilter, useEntityCommits } from './hooks/useEntityCommits';
export { useFacets, useFleet } from './hooks/useFleet';
export { useInputs } from './hooks/useInputs';
export { useInstances } from './hooks/useInstances';
export { type LivePages } from './hooks/usePages';
export { useCommit } from './hooks/useCommit';
export { useCommitDiff } from './hooks/useCommitDiff';
export { useDiff } from './hooks/useDiff';
export { useEntitySyncs } from './hooks/useEntitySyncs';
export { useEntityOperations } from './hooks/useEntityOperations';
export { useGitopsAction, type GitopsAction } from './hooks/useGitopsAction';
export { type Live } from './hooks/useLive';
export { useResources } from './hooks/useResources';
export { useNow } from './hooks/useNow';
export { useTimeFormat } from './hooks/useTimeFormat';
export { useOperationPreview } from './hooks/useOperationPreview';
export { Age, SinceText, TimeUntil } from './components/Age';
export { idempotencyKey } from './format/idempotencyKey';
export { type TimeFormat } from './format/timeFormat';
export { personName } from './format/personName';
export { Announced } from './components/Announced';
export { CommitLine, Sha } from './components/CommitLine';
export { DriftSummary } from './components/DriftSummary';
export { EngineWords } from './components/EngineWords';
export { OutcomeIcon } from './components/OutcomeIcon';
export { ProblemNote } from './components/ProblemNote';
export { QuietText } from './components/QuietText';
export { RequestState } from './components/RequestState';
export {
  ApplicationMarks,
  HealthyMark,
  StateIcon,
  StateMark,
} from './components/StateMark';
export { gitopsTranslationRef } from './translation';
