export { Images } from './Images';
export { ImageSummary } from './ImageSummary';
