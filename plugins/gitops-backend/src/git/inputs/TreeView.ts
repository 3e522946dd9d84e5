import { TreeEntry } from '../commands/readTree';
import { TreeDifference } from '../commands/readTreeChanges';
import { ManifestTree } from './manifestTree';
import { parentOf } from './repositoryPath';

/** Which paths lie in which directory; made when it is asked for first. */
class Children {
  #byDirectory?: Map<string, string[]>;

  constructor(private readonly paths: () => Iterable<string>) {}

  of(directory: string): readonly string[] {
    this.#byDirectory ??= this.#index();
    return this.#byDirectory.get(directory) ?? [];
  }

  #index(): Map<string, string[]> {
    const byDirectory = new Map<string, string[]>();
    for (const path of this.paths()) {
      const directory = parentOf(path);
      const others = byDirectory.get(directory);
      if (others) others.push(path);
      else byDirectory.set(directory, [path]);
    }
    return byDirectory;
  }
}

/** Everything in a tree, which others are told by how they differ from it. */
export class WholeTree {
  readonly children: Children;

  constructor(readonly entries: ReadonlyMap<string, TreeEntry>) {
    this.children = new Children(() => entries.keys());
  }
}

/** One commit's tree. */
export class TreeView implements ManifestTree {
  readonly #base: WholeTree;
  readonly #difference: TreeDifference;
  readonly #changed: Children;
  readonly #contents: (id: string) => string | undefined;

  /** @param contents - of what was read; asked for everything that is to be */
  constructor(
    base: WholeTree,
    difference: TreeDifference,
    contents: (id: string) => string | undefined,
  ) {
    this.#base = base;
    this.#difference = difference;
    this.#changed = new Children(() => difference.keys());
    this.#contents = contents;
  }

  #entry(path: string): TreeEntry | undefined {
    const changed = this.#difference.get(path);
    return changed ? changed.after : this.#base.entries.get(path);
  }

  kind(path: string): TreeEntry['kind'] | undefined {
    return this.#entry(path)?.kind;
  }

  id(path: string): string | undefined {
    return this.#entry(path)?.id;
  }

  read(path: string): string | undefined {
    const entry = this.#entry(path);
    return entry?.kind === 'file' || entry?.kind === 'link'
      ? this.#contents(entry.id)
      : undefined;
  }

  list(directory: string): string[] {
    const found: string[] = [];
    const open = [directory];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const inside = new Set([
        ...this.#base.children.of(next),
        ...this.#changed.of(next),
      ]);
      for (const path of inside) {
        const kind = this.kind(path);
        if (kind === 'directory') open.push(path);
        else if (kind === 'file' || kind === 'link') found.push(path);
      }
    }
    return found.sort();
  }

  links(directory: string): string[] {
    return this.list(directory).filter(path => this.kind(path) === 'link');
  }
}
