export { TextFilter } from './TextFilter';
