export { filesField } from './filesField';
