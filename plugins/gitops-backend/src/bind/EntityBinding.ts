/** One entity's hold on one application. */
export interface EntityBinding {
  entityRef: string;
  applicationId: string;
  /** By the application's side or the operator; else only the entity says so. */
  confirmed: boolean;
}
