import { posix } from 'node:path';
import { BareRepository } from '../bareRepository';
import { ChangedFile } from '../changedFiles';
import { urlPath } from '../urlPath';
import { View } from './userShapes';

export function contentsShape(
  { base }: View,
  { spec: { name } }: BareRepository,
  file: { path: string; sha: string; content: Buffer; ref: string },
) {
  const api = `${base}/api/v1/repos/${name}`;
  const path = urlPath(file.path);
  const self = `${api}/contents/${path}?ref=${file.ref}`;
  const blob = `${api}/git/blobs/${file.sha}`;
  const html = `${base}/${name}/src/branch/${file.ref}/${path}`;
  return {
    name: posix.basename(file.path),
    path: file.path,
    sha: file.sha,
    type: 'file',
    size: file.content.length,
    encoding: 'base64',
    content: file.content.toString('base64'),
    target: null,
    url: self,
    html_url: html,
    git_url: blob,
    download_url: `${base}/${name}/raw/branch/${file.ref}/${path}`,
    submodule_git_url: null,
    _links: { self, git: blob, html },
  };
}

/** A file of a pull request; Gitea 1.15 had none of these yet. */
export function changedFileShape(
  { base }: View,
  { spec: { name } }: BareRepository,
  { path, status, additions, deletions }: ChangedFile,
  head: string,
) {
  const file = urlPath(path);
  return {
    filename: path,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    html_url: `${base}/${name}/src/commit/${head}/${file}`,
    contents_url: `${base}/api/v1/repos/${name}/contents/${file}?ref=${head}`,
    raw_url: `${base}/${name}/raw/commit/${head}/${file}`,
  };
}
