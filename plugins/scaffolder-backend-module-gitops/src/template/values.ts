import { JsonObject } from '@backstage/types';
import { Settings } from '../settings';
import { HOST_FILES } from './hostFiles';

/** What the skeleton of the repository is filled with. */
export function repositoryValues(settings: Settings): JsonObject {
  const { repository, baseUrl, hostKind } = settings;
  const { ciDirectory, pullRequestTemplate } = HOST_FILES[hostKind];
  return {
    name: '${{ parameters.name }}',
    owner: '${{ parameters.owner }}',
    image: '${{ parameters.image }}',
    engine: '${{ parameters.engine }}',
    environments: '${{ parameters.environments }}',
    automated: '${{ parameters.automated }}',
    port: '${{ parameters.port }}',
    healthPath: '${{ parameters.healthPath }}',
    replicas: '${{ parameters.replicas }}',
    description: '${{ parameters.description }}',
    system: '${{ parameters.system }}',
    repositoryOwner: repository.owner,
    remoteUrl: `${baseUrl}/${repository.owner}/\${{ parameters.name }}.git`,
    ciDirectory,
    pullRequestTemplate,
  };
}

/** What the skeletons that are filled once for each environment are filled with. */
export function environmentValues(settings: Settings): JsonObject {
  const namespace = '${{ parameters.namespace or parameters.name }}';
  return {
    ...repositoryValues(settings),
    environment: '${{ each.value.name }}',
    namespace: settings.shareCluster
      ? `${namespace}-\${{ each.value.name }}`
      : namespace,
  };
}
