export { Folded } from './Folded';
