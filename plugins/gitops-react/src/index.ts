/**
 * What other plugins may reuse: the API of the GitOps backend, hooks that keep
 * its answers fresh, and the widgets that show a state the same way everywhere.
 *
 * @packageDocumentation
 */
export { gitopsApiRef, type GitopsApi } from './api/GitopsApi';
export { GitopsClient } from './api/GitopsClient';
export { useEntityApplications } from './hooks/useEntityApplications';
export { useEntityCommits, type LiveCommits } from './hooks/useEntityCommits';
export { type Live } from './hooks/useLive';
export { Age, SinceText, useAge } from './components/Age';
export { CommitLine, Sha } from './components/CommitLine';
export { DriftSummary } from './components/DriftSummary';
export { EngineWords } from './components/EngineWords';
export { ProblemNote } from './components/ProblemNote';
export { QuietText } from './components/QuietText';
export {
  ApplicationMarks,
  HealthyMark,
  StateMark,
} from './components/StateMark';
export { gitopsTranslationRef } from './translation';
