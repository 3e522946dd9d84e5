export { Age, SinceText, useAge } from './Age';
