export { RecentRequest } from './RecentRequest';
