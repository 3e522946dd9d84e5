export { Age, SinceText, TimeUntil } from './Age';
