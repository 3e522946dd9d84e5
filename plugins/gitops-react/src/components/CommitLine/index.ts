export { CommitLine } from './CommitLine';
export { Sha } from './Sha';
