import { Router } from 'express';
import { z } from 'zod/v4';
import { BareRepository } from '../bareRepository';
import { HostContext } from '../hostContext';
import { RepositoryExistsError } from '../repositories';
import { GiteaError, GiteaNotFound } from './errors';
import { repositoryFacts, requireWriter } from './requests';
import { repositoryShape } from './repositoryShape';
import { organisationShape, View } from './userShapes';

/** What it does not do is refused, not passed over. */
const newRepository = z.object({
  name: z.string().max(100),
  description: z.string().max(2048).optional(),
  private: z.boolean().optional(),
  auto_init: z.literal(false).optional(),
  default_branch: z.literal('main').optional(),
});

/** Organisations, and the repositories that are made in them. */
export function addOrganisationRoutes(
  router: Router,
  context: HostContext,
  view: () => View,
): void {
  const organisationId = (name: string): number => {
    const id = view().users.organisationId(name);
    if (id === undefined) {
      throw new GiteaNotFound('GetOrgByName', [
        `user redirect does not exist [name: ${name}]`,
      ]);
    }
    return id;
  };

  router.get('/orgs/:org', (request, response) => {
    const { org } = request.params;
    response.json(organisationShape(view(), organisationId(org), org));
  });

  router.post('/orgs/:org/repos', async (request, response) => {
    const { org } = request.params;
    organisationId(org);
    requireWriter(
      request,
      'Given user is not allowed to create repository in organization.',
    );
    const draft = newRepository.parse(request.body);
    const name = `${org}/${draft.name}`;
    if (!BareRepository.isName(name)) {
      throw new GiteaError(
        422,
        `'${draft.name}' is not the name of a repository: use small letters, digits and dashes`,
      );
    }
    const repository = await context.repositories
      .create({
        name,
        private: draft.private,
        description: draft.description,
        createdAt: context.clock(),
      })
      .catch(error => {
        throw error instanceof RepositoryExistsError
          ? new GiteaError(
              409,
              'The repository with the same name already exists.',
            )
          : error;
      });
    const facts = await repositoryFacts(context, repository, request);
    response.status(201).json(repositoryShape(view(), repository, facts));
  });
}
