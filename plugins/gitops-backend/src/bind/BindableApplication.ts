/** Of an application what binding looks at. */
export interface BindableApplication {
  id: string;
  engine: string;
  instance: string;
  namespace: string;
  name: string;
  project?: string;
  labels: Record<string, string>;
  /** Entities that the application itself names. */
  entityRefs: string[];
}
