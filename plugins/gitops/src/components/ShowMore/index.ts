export { EndlessMore } from './EndlessMore';
export { ShowMore } from './ShowMore';
