/** A folder of a workspace, and what is to be read in place of its path. */
export interface Folder {
  path: string;
  title: string;
}

/** A folder, which has children, or a file. */
export interface FileNode {
  /** In the workspace, without a slash at the end. */
  path: string;
  name: string;
  children?: FileNode[];
}

/** Folders before files, each by name. */
function byName(one: FileNode, other: FileNode): number {
  const foldersFirst = Number(!one.children) - Number(!other.children);
  return foldersFirst || one.name.localeCompare(other.name, 'en');
}

function nodesBelow(directory: string, paths: string[]): FileNode[] {
  const inside = new Map<string, string[]>();
  for (const path of paths) {
    const [name] = path.slice(directory.length + 1).split('/', 1);
    inside.set(name, [...(inside.get(name) ?? []), path]);
  }
  return [...inside]
    .map(([name, below]) => {
      const path = `${directory}/${name}`;
      return below.includes(path)
        ? { path, name }
        : { path, name, children: nodesBelow(path, below) };
    })
    .sort(byName);
}

/** What is below folders, as trees; folders without files are left out. */
export function fileTree(paths: string[], folders: Folder[]): FileNode[] {
  return folders.flatMap(({ path, title }) => {
    const below = paths.filter(each => each.startsWith(`${path}/`));
    return below.length > 0
      ? [{ path, name: title, children: nodesBelow(path, below) }]
      : [];
  });
}

/** The paths of all folders in trees. */
export function foldersIn(nodes: FileNode[]): string[] {
  return nodes.flatMap(({ path, children }) =>
    children ? [path, ...foldersIn(children)] : [],
  );
}

/** The files in trees, in the order in which they are listed. */
export function filesIn(nodes: FileNode[]): string[] {
  return nodes.flatMap(({ path, children }) =>
    children ? filesIn(children) : [path],
  );
}
