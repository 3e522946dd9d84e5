export { DeployedText } from './DeployedText';
