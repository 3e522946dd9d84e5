export { EngineDialog } from './EngineDialog';
