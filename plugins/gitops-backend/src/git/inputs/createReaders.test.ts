import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { gitBefore } from '../__testUtils__/gitBefore';
import { temporaryDirectory } from '../__testUtils__/testHistory';
import { createTestRepository } from '../__testUtils__/testRepository';
import { Mirror, Remote } from '../commands/mirror';
import { declaredAs } from './createDeclarationReader';
import { createReaders } from './createReaders';

const remote: Remote = {
  url: 'https://git.example.com/none.git',
  protocols: 'none',
  config: [],
  secrets: [],
  networkTimeoutMs: 1000,
};

const DIRECTORIES = ['a', 'b', 'b/deep'];
const paths = fc.constantFrom(
  ...DIRECTORIES.flatMap(directory =>
    ['kustomization.yaml', 'Chart.yaml', 'x.yaml', 'y.jsonnet'].map(
      name => `${directory}/${name}`,
    ),
  ),
  'values/one.yaml',
  'values/two.yaml',
  'plugin.yaml',
);

const contents = fc.constantFrom(
  'resources: [../a, ../b, ../b/deep]',
  'resources: [x.yaml]\ngenerators: [../plugin.yaml]',
  'namePrefix: p-\nresources: [x.yaml, ../a/x.yaml]',
  'dependencies: [{ name: b, repository: "file://../b" }]',
  'kind: ConfigMapGenerator\nfiles: [k=../values/one.yaml]',
  "import '../values/two.yaml'",
  'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: web }',
  'nothing',
);

const commits = fc.array(
  fc.dictionary(paths, fc.option(contents, { nil: null }), {
    minKeys: 1,
    maxKeys: 3,
  }),
  { minLength: 2, maxLength: 6 },
);

describe('what is read of commits', () => {
  const root = temporaryDirectory();
  let count = 0;

  const world = () => {
    count += 1;
    const name = `r${count}`;
    const repository = createTestRepository(root, name);
    const mirror: Mirror = {
      gitDir: repository.directory,
      signal: new AbortController().signal,
    };
    const remove = () => {
      for (const each of [`${name}.git`, `${name}.work`]) {
        rmSync(join(root, each), { recursive: true });
      }
    };
    return { repository, mirror, remove };
  };

  const reads = (path: string) => ({
    path,
    pathless: false,
    nested: path === 'b',
    inputs: path === 'a' ? ['values/*.yaml'] : [],
  });

  const ask = async (
    { readInputs, readDeclared }: ReturnType<typeof createReaders>,
    mirror: Mirror,
    shas: string[],
  ) => {
    const questions = shas.flatMap(sha =>
      DIRECTORIES.map(path => ({ sha, of: reads(path) })),
    );
    const places = questions.map(({ sha, of }) => ({ sha, of: of.path }));
    const inputs = await readInputs('r', mirror, remote, questions);
    const declared = await readDeclared('r', mirror, remote, places);
    return questions.map((question, index) => ({
      inputs: inputs(question),
      declared: declared(places[index]),
    }));
  };

  it('is the same whatever was read before', async () => {
    await fc.assert(
      fc.asyncProperty(commits, async changes => {
        const { repository, mirror, remove } = world();
        const kept = createReaders();
        const shas: string[] = [];
        const present = new Set<string>();
        for (const change of changes) {
          const files = Object.fromEntries(
            Object.entries(change).filter(
              ([path, text]) => text !== null || present.has(path),
            ),
          );
          for (const [path, text] of Object.entries(files)) {
            if (text === null) present.delete(path);
            else present.add(path);
          }
          shas.push(repository.commit({ files }));
          // The first commit stays the one that is deployed.
          const now = [shas[0], shas[shas.length - 1]];
          expect(await ask(kept, mirror, now)).toEqual(
            await ask(createReaders(), mirror, now),
          );
        }
        remove();
      }),
      { numRuns: 8 },
    );
  });

  it('costs nothing for a commit that changes none of it', async () => {
    const { repository, mirror } = world();
    const first = repository.commit({
      files: {
        'a/kustomization.yaml': 'resources: [../b]',
        'a/x.yaml': '1',
        'b/kustomization.yaml': 'resources: [x.yaml]',
        'b/x.yaml': '1',
      },
    });
    const content = repository.commit({
      files: { 'a/x.yaml': '2', 'b/x.yaml': '2', 'c/new.yaml': '' },
    });
    const { readInputs } = createReaders();
    const of = reads('a');
    const at = async (sha: string) =>
      (await readInputs('r', mirror, remote, [{ sha, of }]))({ sha, of });
    const before = await at(first);
    // The very same answer: it was not worked out again.
    expect(await at(content)).toBe(before);
    const other = repository.commit({
      files: { 'b/kustomization.yaml': 'resources: [x.yaml, ../c]' },
    });
    expect((await at(other))?.paths.has('c')).toBe(true);
    expect(await at(first)).toBe(before);
  });

  it('compares a new commit with the one before, and not with all that is deployed', async () => {
    const { repository, mirror } = world();
    const commit = (n: number) =>
      repository.commit({
        files: { 'a/kustomization.yaml': 'resources: [x]', other: `${n}` },
      });
    const deployed = Array.from({ length: 60 }, (_, n) => commit(n));
    const { readInputs } = createReaders();
    const askAt = async (tip: string) => {
      const questions = deployed.flatMap((sha, n) =>
        [tip, sha].map(at => ({
          sha: at,
          of: { ...reads('a'), inputs: [`values/${n}.yaml`] },
        })),
      );
      const answer = await readInputs('r', mirror, remote, questions);
      return questions.map(question => answer(question)?.paths.size);
    };
    const before = await askAt(commit(100));
    const tip = commit(101);

    const asked = join(root, 'asked');
    const real = execFileSync('sh', ['-c', 'command -v git'], {
      encoding: 'utf8',
    }).trim();
    const restore = gitBefore(
      root,
      `case "$*" in *' diff-tree '*) tee -a '${asked}' | '${real}' "$@"; exit;; esac`,
    );
    expect(await askAt(tip)).toEqual(before);
    restore();
    expect(readFileSync(asked, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('survives a mirror that was made anew', async () => {
    const one = world();
    const other = world();
    const first = one.repository.commit({ files: { 'a/x.yaml': '1' } });
    const second = other.repository.commit({
      files: { 'a/kustomization.yaml': 'resources: [../b]' },
    });
    const readers = createReaders();
    expect((await ask(readers, one.mirror, [first]))[0].inputs).toBeDefined();
    const [{ inputs }] = await ask(readers, other.mirror, [second]);
    expect([...(inputs?.paths.keys() ?? [])]).toEqual(['a', 'b']);
  });

  it('finds what kustomizations give other names', async () => {
    const { repository, mirror } = world();
    const sha = repository.commit({
      files: {
        'a/kustomization.yaml': 'namePrefix: o-\nresources: [../b]',
        'b/kustomization.yaml':
          'namePrefix: i-\nnameSuffix: -s\nresources: [x.yaml]',
        'b/x.yaml':
          'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: web }',
      },
    });
    const [{ declared }] = await ask(createReaders(), mirror, [sha]);
    expect(declared?.get(declaredAs('HelmRelease', 'o-i-web-s'))).toEqual([
      expect.objectContaining({ file: 'b/x.yaml' }),
    ]);
    expect(declared?.has(declaredAs('HelmRelease', 'web'))).toBe(false);
  });
});
