export { EngineWords } from './EngineWords';
