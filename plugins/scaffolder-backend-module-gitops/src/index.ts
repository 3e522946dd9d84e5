/**
 * The template *New GitOps repository*, and the scaffolder actions behind it.
 *
 * @packageDocumentation
 */
export { gitopsScaffolder as default } from './gitopsScaffolder';
