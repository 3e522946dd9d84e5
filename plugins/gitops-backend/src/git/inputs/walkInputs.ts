import { isWithin } from '../isWithin';
import { isStorablePath } from '../log/ancestors';
import { chartFiles } from './chartReferences';
import { followLinks } from './followLinks';
import { globRoot, isGlob, matchesGlob } from './glob';
import { isJsonnet, jsonnetReferences } from './jsonnetReferences';
import {
  kustomizationReferences,
  pluginReferences,
} from './kustomizationReferences';
import {
  kustomizationAt,
  ManifestTree,
  nestedKustomizations,
} from './manifestTree';
import { Reference } from './reference';
import { describeRemote, isRemote } from './remote';
import { parentOf, repositoryPath } from './repositoryPath';

/** What a source says that it reads; see `GitSource`. */
export interface Reads {
  path: string;
  pathless: boolean;
  nested: boolean;
  inputs: readonly string[];
}

export interface Inputs {
  /**
   * Directories and files, relative to the root, each with the file that names it first;
   * null where that is the application itself.
   */
  paths: Map<string, string | null>;
  /** What could not be followed, in sentences. */
  notes: string[];
}

const MAX_INPUTS = 500;
/** Those in the application's own path are no inputs of their own. */
const MAX_NAMES = 20_000;

interface Visit {
  path: string;
  namedBy: string | null;
  /** The directories that lead to it, the last one first. */
  way: Way | undefined;
  optional?: boolean;
  /** What it holds names files as seen from this directory. */
  pluginOf?: string;
  /** See `Reads.nested`. */
  nested?: boolean;
  /** The application's own path. */
  isOwn?: boolean;
}

interface Way {
  directory: string;
  from: Way | undefined;
}

class Walk {
  readonly #paths = new Map<string, string | null>();
  readonly #notes = new Set<string>();
  readonly #open: Visit[] = [];
  readonly #seen = new Set<string>();
  readonly #tree: ManifestTree;
  /** The application's own path, where it has one. */
  #own: string | undefined;

  constructor(tree: ManifestTree) {
    this.#tree = tree;
  }

  from({ path, pathless, nested, inputs }: Reads): Inputs {
    const start = { namedBy: null, way: undefined };
    if (!pathless) this.#plan({ ...start, path, nested, isOwn: true });
    for (const input of inputs) this.#planNamed(input);
    for (let next = this.#open.shift(); next; next = this.#open.shift()) {
      if (this.#paths.size >= MAX_INPUTS || this.#seen.size > MAX_NAMES) {
        this.#notes.add(`More than ${MAX_INPUTS} inputs; the rest is left out`);
        break;
      }
      this.#visit(next);
    }
    return { paths: this.#paths, notes: [...this.#notes] };
  }

  /** What the application itself names; a file of values need not be there. */
  #planNamed(input: string): void {
    const start = { namedBy: null, way: undefined };
    const path = repositoryPath(input);
    if (input.includes('://')) {
      this.#notes.add(describeRemote(input));
    } else if (path === undefined) {
      this.#notes.add(`${input} leads outside the repository`);
    } else if (isGlob(path) && this.#tree.kind(path) === undefined) {
      const found = this.#tree
        .list(globRoot(path))
        .filter(file => matchesGlob(path, file));
      if (found.length === 0) this.#notes.add(`Nothing is like ${path} now`);
      for (const file of found) this.#plan({ ...start, path: file });
    } else {
      this.#plan({ ...start, path });
    }
  }

  #plan(visit: Visit): void {
    const { path, pluginOf, optional } = visit;
    const key = JSON.stringify([path, pluginOf, optional]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#open.push(visit);
  }

  #add(path: string, namedBy: string | null): void {
    // What lies in the own path counts with that.
    const isOwn = this.#own !== undefined && isWithin(path, this.#own);
    if (!isStorablePath(path)) {
      this.#notes.add(`${path} is too long, or no text, to be a path`);
      return;
    }
    if (!isOwn && !this.#paths.has(path)) this.#paths.set(path, namedBy);
  }

  #visit(visit: Visit): void {
    const { namedBy } = visit;
    const followed = followLinks(this.#tree, visit.path);
    const { path } = followed;
    const kind = path === undefined ? undefined : this.#tree.kind(path);
    if (visit.optional && kind === undefined && path !== '') return;
    for (const link of followed.links) {
      if (link !== namedBy) this.#add(link, namedBy);
    }
    if (path === undefined) {
      this.#notes.add(`${visit.path} leads outside the repository`);
      return;
    }
    this.#add(path, namedBy);
    if (visit.isOwn) this.#own = path;
    if (kind === 'submodule') this.#notes.add(`${path} is a submodule`);
    if (kind === undefined && path !== '' && namedBy !== null) {
      this.#notes.add(`${path}, which ${namedBy} names, does not exist`);
    }
    if (kind === 'directory' || path === '') {
      this.#visitDirectory({ ...visit, path });
    } else if (visit.pluginOf !== undefined) {
      const references = pluginReferences(this.#tree.read(path) ?? '');
      this.#follow(path, visit.pluginOf, references, visit);
    } else if (isJsonnet(path)) {
      this.#followImports(path);
    }
  }

  #followImports(file: string): void {
    const references = jsonnetReferences(this.#tree.read(file) ?? '');
    this.#follow(file, parentOf(file), references, { way: undefined });
  }

  #visitDirectory(visit: Visit): void {
    const { path } = visit;
    const way = { directory: path, from: visit.way };
    const inside = { ...visit, way };
    // What is behind them is rendered as if it lay there.
    for (const link of this.#tree.links(path)) {
      const to = followLinks(this.#tree, link).path;
      if (to !== undefined && isWithin(link, to)) continue;
      this.#plan({ path: link, namedBy: link, way: undefined });
    }
    const kustomization = kustomizationAt(this.#tree, path);
    if (kustomization) {
      const { file, contents } = kustomization;
      this.#follow(file, path, kustomizationReferences(contents), inside);
    }
    const charts = chartFiles(this.#tree, path);
    for (const { file, references } of charts) {
      this.#follow(file, path, references, inside);
    }
    if (kustomization || charts.length > 0) return;
    if (visit.nested) {
      for (const each of nestedKustomizations(this.#tree, path)) {
        this.#plan({ path: each, namedBy: null, way });
      }
    }
    if (visit.isOwn) {
      const files = this.#tree.list(path);
      files.filter(isJsonnet).forEach(file => this.#followImports(file));
    }
  }

  /** @param references - as seen from `directory`; undefined where they cannot be read */
  #follow(
    file: string,
    directory: string,
    references: Reference[] | undefined,
    { pluginOf, way }: Pick<Visit, 'pluginOf' | 'way'>,
  ): void {
    if (references === undefined) this.#notes.add(`${file} cannot be read`);
    for (const { to, optional, isPlugin } of references ?? []) {
      const path = to.startsWith('/')
        ? undefined
        : repositoryPath(to, directory);
      const isThere = path !== undefined && this.#tree.kind(path) !== undefined;
      if (isRemote(to) && !isThere) {
        this.#notes.add(describeRemote(to));
      } else if (path === undefined) {
        if (!optional) this.#notes.add(`${to} leads outside the repository`);
      } else if (leadsBack(path, way)) {
        this.#notes.add(`${file} leads back to ${path || 'the root'}`);
      } else {
        this.#plan({
          path,
          namedBy: file,
          way,
          optional,
          // Of a directory it is what that one's kustomization holds.
          pluginOf: isPlugin ? directory : pluginOf,
        });
      }
    }
  }
}

function leadsBack(path: string, way: Way | undefined): boolean {
  for (let at = way; at; at = at.from) if (at.directory === path) return true;
  return false;
}

/**
 * Everything that the manifests of a source are made from: its path and what it names,
 * and what kustomizations, Helm charts and Jsonnet there reach, transitively. Something
 * that is named and missing counts too: adding it would change the result.
 */
export function walkInputs(tree: ManifestTree, reads: Reads): Inputs {
  return new Walk(tree).from(reads);
}
