export { Announced } from './Announced';
