export { ApplicationMarks } from './ApplicationMarks';
export { HealthyMark } from './HealthyMark';
export { StateMark } from './StateMark';
