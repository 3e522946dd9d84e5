export { AuthorName } from './AuthorName';
export { CommitDialog } from './CommitDialog';
export { MergeTag } from './MergeTag';
export { ReviewMarks } from './ReviewMarks';
export { SignatureMark } from './SignatureMark';
