export { createFlux } from './createFlux';
export type { Flux, FluxKind, FluxOptions } from './createFlux';
