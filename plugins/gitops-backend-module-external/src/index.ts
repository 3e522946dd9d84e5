/**
 * What is reported from outside, for the GitOps backend: the state of a Terraform
 * stack, a fleet of machines, or whatever else no engine observes.
 *
 * @packageDocumentation
 */
export { gitopsModuleExternal as default } from './module';
export { gitopsReportCreatePermission } from './permission';
