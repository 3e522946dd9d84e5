import { Skeleton } from './skeletons';

interface HostFiles {
  ci: Skeleton;
  ciDirectory: string;
  pullRequestTemplate: string;
}

/** Where a Git host looks for what. */
export const HOST_FILES: Record<'gitea' | 'github' | 'gitlab', HostFiles> = {
  gitea: {
    ci: 'ci-actions',
    ciDirectory: '.gitea',
    pullRequestTemplate: '.gitea/pull_request_template.md',
  },
  github: {
    ci: 'ci-actions',
    ciDirectory: '.github',
    pullRequestTemplate: '.github/pull_request_template.md',
  },
  gitlab: {
    ci: 'ci-gitlab',
    ciDirectory: '.',
    pullRequestTemplate: '.gitlab/merge_request_templates/Default.md',
  },
};

/** What makes a repository there. */
export const PUBLISH = {
  gitea: 'gitops:publish:gitea',
  github: 'publish:github',
  gitlab: 'publish:gitlab',
};
