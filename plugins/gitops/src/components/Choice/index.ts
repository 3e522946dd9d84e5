export { ALL, Choice } from './Choice';
