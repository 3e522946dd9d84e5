export { createGitHistory } from './createGitHistory';
export type { GitHistoryOptions } from './createGitHistory';
export * from './types';
