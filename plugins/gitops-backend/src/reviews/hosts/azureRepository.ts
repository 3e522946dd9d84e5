import { HostRepository, ReviewHostError } from '../types';
import { repositoryPath } from './repositoryPath';

/** Where a repository of Azure DevOps is: below an organisation or a collection, in a project. */
export interface AzureRepository {
  /** For people, without a slash at its end. */
  webUrl: string;
  apiUrl: string;
}

/** Segments before the project: none where the organisation is in the host's name. */
function organisationLength(host: string, names: string[]): number {
  if (host.endsWith('.visualstudio.com')) {
    return names[0] === 'DefaultCollection' ? 1 : 0;
  }
  return names[0] === 'tfs' ? 2 : 1;
}

/** @throws ReviewHostError where the URL is not that of a repository of Azure DevOps */
export function azureRepository(repository: HostRepository): AzureRepository {
  const { origin, host } = new URL(repository.url);
  const names = repositoryPath(repository);
  const at = names.lastIndexOf('_git');
  const name = names[at + 1];
  if (at < 0 || name === undefined) {
    throw new ReviewHostError(
      `The Git host ${host} has repositories below "/_git/" only: look at the address of this one`,
      'notFound',
    );
  }
  const before = names.slice(0, at);
  // The first repository of a project has its name, and then it is not repeated.
  const isNamedAsProject = before.length <= organisationLength(host, before);
  const project = isNamedAsProject ? [...before, name] : before;
  const projectUrl = [origin, ...project.map(encodeURIComponent)].join('/');
  return {
    webUrl: `${projectUrl}/_git/${encodeURIComponent(name)}`,
    apiUrl: `${projectUrl}/_apis/git/repositories/${encodeURIComponent(name)}`,
  };
}
