export { LookDialog } from './LookDialog';
