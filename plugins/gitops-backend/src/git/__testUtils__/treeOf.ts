import { TreeEntry } from '../commands/readTree';
import { ManifestTree } from '../inputs/manifestTree';

/** Files by path; one that begins with `-> ` is a symbolic link. */
export function treeOf(files: Record<string, string>): ManifestTree {
  const entries = new Map<string, TreeEntry>();
  for (const [path, contents] of Object.entries(files)) {
    const parts = path.split('/');
    parts.slice(0, -1).forEach((_, index) => {
      entries.set(parts.slice(0, index + 1).join('/'), {
        kind: 'directory',
        id: '',
      });
    });
    entries.set(path, {
      kind: contents.startsWith('-> ') ? 'link' : 'file',
      id: '',
    });
  }
  return {
    entry: path => entries.get(path),
    read: path => files[path]?.replace(/^-> /, ''),
    files: directory =>
      Object.keys(files).filter(
        path =>
          entries.get(path)?.kind === 'file' &&
          (directory === '' || path.startsWith(`${directory}/`)),
      ),
  };
}
