export { OutcomeIcon } from './OutcomeIcon';
