export { createFlux } from './createFlux';
export type { Flux, FluxKind, FluxOptions } from './createFlux';
export type { Chart } from './helm';
