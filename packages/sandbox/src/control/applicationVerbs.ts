/** Verbs that take the name of an application and nothing else. */
export const APPLICATION_VERBS = [
  'edit',
  'undo',
  'scale',
  'default',
  'parameter',
  'revert',
  'reviewed',
  'break',
  'sync',
] as const;
export type ApplicationVerb = (typeof APPLICATION_VERBS)[number];
