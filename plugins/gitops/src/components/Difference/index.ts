export { DifferenceDialog } from './DifferenceDialog';
