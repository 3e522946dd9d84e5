import { ManifestTree } from '../inputs/manifestTree';

/** Files by path; one that begins with `-> ` is a symbolic link. */
export function treeOf(files: Record<string, string>): ManifestTree {
  const paths = Object.keys(files).sort();
  const isLink = (path: string) => files[path].startsWith('-> ');
  const list = (directory: string) =>
    paths.filter(path => directory === '' || path.startsWith(`${directory}/`));
  return {
    kind(path) {
      if (path in files) return isLink(path) ? 'link' : 'file';
      return list(path).length > 0 && path !== '' ? 'directory' : undefined;
    },
    id: path => files[path],
    read: path => files[path]?.replace(/^-> /, ''),
    list,
    links: directory => list(directory).filter(isLink),
  };
}
