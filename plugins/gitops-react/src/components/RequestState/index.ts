export { RequestState } from './RequestState';
