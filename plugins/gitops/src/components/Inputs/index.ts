export { Inputs } from './Inputs';
