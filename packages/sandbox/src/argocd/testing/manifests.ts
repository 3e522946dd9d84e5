/** Files of a small service under a path, as a kustomization. */
export function serviceFiles(
  path: string,
  {
    name = 'checkout',
    version = '1.0.0',
    replicas = 2,
    containerPort = 8080,
    logLevel = 'info',
    configMap = true,
  } = {},
): Record<string, string | null> {
  const config = {
    'config.yaml': configMap ? configYaml(name, logLevel) : null,
  };
  const files: Record<string, string | null> = {
    'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: { app: ${name} }
spec:
  replicas: ${replicas}
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: ${name}
          image: registry.example.com/${name}:${version}
          ports:
            - containerPort: ${containerPort}
          resources:
            limits: { cpu: 200m, memory: 128Mi }
`,
    'service.yaml': `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
  selector: { app: ${name} }
  ports:
    - { port: 80, targetPort: 8080 }
`,
    'secret.yaml': `apiVersion: v1
kind: Secret
metadata: { name: ${name}-secret }
stringData: { password: first }
`,
    ...config,
  };
  const resources = Object.keys(files).filter(file => files[file] !== null);
  files['kustomization.yaml'] = `resources:\n${resources
    .map(file => `  - ${file}\n`)
    .join('')}`;
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [`${path}/${file}`, text]),
  );
}

function configYaml(name: string, logLevel: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}-config }
data: { LOG_LEVEL: ${logLevel}, FEATURE_X: "off" }
`;
}
