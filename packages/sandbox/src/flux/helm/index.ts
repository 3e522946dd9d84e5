export type { Chart } from './charts';
export { reconcileHelmChart } from './helmChartController';
export { reconcileHelmRelease } from './helmReleaseController';
export { reconcileHelmRepository } from './helmRepositoryController';
