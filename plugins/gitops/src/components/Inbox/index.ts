export { InboxContent } from './InboxContent';
