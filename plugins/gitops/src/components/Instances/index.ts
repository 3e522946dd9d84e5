export { InstancesContent } from './InstancesContent';
