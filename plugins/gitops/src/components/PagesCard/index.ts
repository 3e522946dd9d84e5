export { PagesCard } from './PagesCard';
