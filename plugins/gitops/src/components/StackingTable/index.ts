export { StackingTable } from './StackingTable';
