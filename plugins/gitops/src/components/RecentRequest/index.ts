export { RecentRequest } from './RecentRequest';
export { useNews } from './useNews';
