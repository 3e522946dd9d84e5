export { Age, SinceText } from './Age';
