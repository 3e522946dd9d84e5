/**
 * GitOps on entity pages. This entry point is for the new frontend system; the
 * old one is at `./legacy`.
 *
 * @packageDocumentation
 */
export { gitopsPlugin as default } from './plugin';
