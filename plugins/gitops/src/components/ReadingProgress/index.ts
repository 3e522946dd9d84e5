export { ReadingProgress } from './ReadingProgress';
