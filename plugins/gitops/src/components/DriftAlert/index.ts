export { DriftAlert } from './DriftAlert';
export { OpenDriftAlert } from './OpenDriftAlert';
