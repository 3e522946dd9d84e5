export { DeploymentsSection } from './DeploymentsSection';
export { useInitiator } from './useInitiator';
