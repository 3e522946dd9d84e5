export { createArgoCd } from './createArgoCd';
export type { ArgoCd, ArgoCdOptions, SyncRequest } from './createArgoCd';
export type { Account } from './api/sessions';
