export { ApplicationActions } from './ApplicationActions';
export { Refusal } from './Refusal';
