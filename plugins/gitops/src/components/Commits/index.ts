export { CommitsSection } from './CommitsSection';
