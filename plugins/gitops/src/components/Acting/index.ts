export { ApplicationActions } from './ApplicationActions';
export { Refusal } from './Refusal';
export { useOwnersToAsk } from './useOwnersToAsk';
