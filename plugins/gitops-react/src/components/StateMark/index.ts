export { ApplicationMarks } from './ApplicationMarks';
export { HealthyMark } from './HealthyMark';
export { StateIcon } from './StateIcon';
export { StateMark } from './StateMark';
