export * from './record';
export { transition } from './transition';
