/**
 * The contract of the GitOps plugins: what the backend answers and the frontend
 * reads, the permissions, and the pure rules that both sides share.
 *
 * @packageDocumentation
 */
export * from './alert';
export * from './allowed';
export * from './annotations';
export * from './api';
export * from './application';
export * from './commit';
export * from './review';
export * from './instance';
export * from './operation';
export * from './permissions';
export * from './request';
export * from './resource';
export * from './sync';
export * from './syncWindow';
export * from './vocabulary';
export * from './rules/displayState';
export * from './rules/safeLink';
