import { TemplateEntityStepV1beta3 } from '@backstage/plugin-scaffolder-common';
import { JsonObject } from '@backstage/types';
import { Settings } from '../settings';
import { HOST_FILES, PUBLISH } from './hostFiles';
import { Skeleton } from './skeletons';
import { environmentValues, repositoryValues } from './values';

const SELECTED = 'each.value.name in parameters.environments';

function fillSkeleton(
  step: { id: string; name: string; each?: JsonObject[]; if?: string },
  input: { skeleton: Skeleton; targetPath: string; values: JsonObject },
): TemplateEntityStepV1beta3 {
  return { ...step, action: 'gitops:skeleton', input };
}

/** Where the catalog finds the new entity. It cannot work out addresses of files on Gitea. */
function catalogInfo({ hostKind }: Settings): JsonObject {
  const contents = '${{ steps.publish.output.repoContentsUrl }}';
  return hostKind === 'gitea'
    ? { catalogInfoUrl: `${contents}catalog-info.yaml` }
    : { repoContentsUrl: contents, catalogInfoPath: '/catalog-info.yaml' };
}

/** What is done with the form, in order. Everything is checked before anything is made. */
export function templateSteps(settings: Settings): TemplateEntityStepV1beta3[] {
  const { repository, platform, argocd, flux, hostKind } = settings;
  // Plain data, as it goes into an entity.
  const environments: JsonObject[] = settings.environments.map(
    ({ name, destination, path }) => ({
      name,
      ...(destination && { destination: { ...destination } }),
      ...(path && { path }),
    }),
  );
  const values = repositoryValues(settings);
  const inEnvironment = environmentValues(settings);
  const registration = {
    repoUrl: platform.repoUrl,
    targetBranch: platform.branch,
    sourcePath: 'platform',
    branchName: 'gitops/add-${{ parameters.name }}',
    title: 'Add ${{ parameters.name }}',
    description:
      'Brings ${{ parameters.name }} to ${{ parameters.environments | join(", ") }}. Asked for by ${{ user.ref }} in Backstage.',
  };

  return [
    fillSkeleton(
      { id: 'base', name: 'Write the repository' },
      { skeleton: 'repository', targetPath: 'repository', values },
    ),
    fillSkeleton(
      { id: 'ci', name: 'Write its workflow' },
      { skeleton: HOST_FILES[hostKind].ci, targetPath: 'repository', values },
    ),
    fillSkeleton(
      {
        id: 'overlays',
        name: 'Write an overlay for each environment',
        each: environments,
        if: `\${{ ${SELECTED} }}`,
      },
      {
        skeleton: 'overlay',
        targetPath: 'repository/overlays/${{ each.value.name }}',
        values: inEnvironment,
      },
    ),
    ...(argocd
      ? [
          fillSkeleton(
            {
              id: 'argocd',
              name: 'Write the Applications',
              each: environments,
              if: `\${{ parameters.engine == "argocd" and ${SELECTED} }}`,
            },
            {
              skeleton: 'argocd',
              targetPath: `platform/${argocd.path}`,
              values: {
                ...inEnvironment,
                engineNamespace: argocd.namespace,
                project: argocd.project,
                destination: '${{ each.value.destination }}',
              },
            },
          ),
        ]
      : []),
    ...(flux
      ? [
          fillSkeleton(
            {
              id: 'flux',
              name: 'Write the Kustomizations',
              each: environments,
              if: `\${{ parameters.engine == "flux" and ${SELECTED} }}`,
            },
            {
              skeleton: 'flux',
              targetPath: 'platform/${{ each.value.path }}',
              values: {
                ...inEnvironment,
                engineNamespace: flux.namespace,
                ...(flux.gitSecret && { gitSecret: flux.gitSecret }),
              },
            },
          ),
        ]
      : []),
    {
      id: 'render',
      name: 'Render the overlays',
      action: 'gitops:render',
      input: { path: 'repository/overlays' },
    },
    {
      id: 'validate',
      name: 'Check the manifests',
      action: 'gitops:validate',
      input: { paths: ['repository/overlays', 'platform'] },
    },
    {
      id: 'check',
      name: 'See whether the name is free',
      action: 'gitops:register',
      input: { ...registration, checkOnly: true },
    },
    {
      id: 'publish',
      name: 'Make the repository',
      action: PUBLISH[hostKind],
      input: {
        repoUrl: `${repository.host}?owner=${encodeURIComponent(
          repository.owner,
        )}&repo=\${{ parameters.name }}`,
        description:
          '${{ parameters.description or ("Manifests of " + parameters.name) }}',
        sourcePath: 'repository',
        repoVisibility: repository.visibility,
        ...(hostKind !== 'gitea' && { defaultBranch: 'main' }),
      },
    },
    {
      id: 'register',
      name: 'Ask for it to be deployed',
      action: 'gitops:register',
      input: registration,
    },
    {
      id: 'catalog',
      name: 'Add it to the catalog',
      action: 'catalog:register',
      input: {
        ...catalogInfo(settings),
        // A run that was stopped may have done so already; the output says what came of it.
        optional: true,
      },
    },
  ];
}
