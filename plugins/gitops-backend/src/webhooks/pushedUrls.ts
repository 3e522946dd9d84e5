import { z } from 'zod';

const url = z.string().max(2_000).nullish();

const likeGithub = z
  .object({
    repository: z.object({ html_url: url, clone_url: url, ssh_url: url }),
  })
  .transform(({ repository }) => Object.values(repository));

/**
 * How the events that Backstage's event modules publish name the repository which was
 * pushed to, by topic. Nothing else of them is looked at.
 */
const PUSHES: Readonly<
  Record<string, z.ZodType<Array<string | null | undefined>>>
> = {
  'github.push': likeGithub,
  'gitea.push': likeGithub,
  'gitlab.push': z
    .object({
      project: z.object({ web_url: url, git_http_url: url, git_ssh_url: url }),
    })
    .transform(({ project }) => Object.values(project)),
  'bitbucketCloud.repo:push': z
    .object({
      repository: z.object({
        full_name: z.string().max(500),
        links: z.object({ html: z.object({ href: url }) }),
      }),
    })
    .transform(({ repository: { full_name, links } }) => [
      links.html.href,
      `git@bitbucket.org:${full_name}.git`,
    ]),
  'bitbucketServer.repo:refs_changed': z
    .object({
      repository: z.object({
        links: z.object({ clone: z.array(z.object({ href: url })).max(10) }),
      }),
    })
    .transform(({ repository }) =>
      repository.links.clone.map(({ href }) => href),
    ),
  'azureDevOps.git.push': z
    .object({
      resource: z.object({
        repository: z.object({ remoteUrl: url, sshUrl: url }),
      }),
    })
    .transform(({ resource }) => Object.values(resource.repository)),
};

export const PUSH_TOPICS = Object.keys(PUSHES);

/** The URLs of the repository that somebody has pushed to; undefined where the event is none of a push. */
export function pushedUrls(
  topic: string,
  payload: unknown,
): string[] | undefined {
  if (!Object.hasOwn(PUSHES, topic)) return undefined;
  const urls = PUSHES[topic].safeParse(payload);
  return urls.success ? urls.data.flatMap(each => each ?? []) : undefined;
}
