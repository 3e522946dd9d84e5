/** A Deployment that no policy objects to; each argument replaces a line of it. */
export function deployment(
  options: {
    name?: string;
    image?: string;
    resources?: string;
    security?: string;
    container?: string;
    pod?: string;
  } = {},
): string {
  const {
    name = 'web',
    image = 'registry.example.com/web:1.4.2',
    resources = '{ requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 128Mi } }',
    security = '{ allowPrivilegeEscalation: false }',
    container = 'ports: [{ containerPort: 8080 }]',
    pod = 'serviceAccountName: web',
  } = options;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      ${pod}
      containers:
        - name: web
          image: ${image}
          resources: ${resources}
          securityContext: ${security}
          ${container}
`;
}

/** Lines of `deployment` that tests name. */
export const LINES = {
  pod: 12,
  container: 14,
  image: 15,
  resources: 16,
  security: 17,
  more: 18,
};
