export { ResourcesDialog } from './ResourcesDialog';
