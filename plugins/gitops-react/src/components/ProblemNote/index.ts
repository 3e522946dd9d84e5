export { ProblemNote } from './ProblemNote';
