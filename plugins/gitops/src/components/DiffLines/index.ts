export { DiffLines } from './DiffLines';
