import fc from 'fast-check';
import { GraphCommit } from '../commands/walkCommits';
import { differences } from './differences';

const graphArbitrary = fc
  .array(fc.array(fc.nat(1000), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 60,
  })
  .map(commits =>
    commits.map(
      (parents, index): GraphCommit => ({
        sha: `c${index}`,
        time: 0,
        parents:
          index === 0
            ? []
            : [...new Set(parents.map(parent => `c${parent % index}`))],
      }),
    ),
  );

function reach(graph: readonly GraphCommit[], sha: string): Set<string> {
  const parents = new Map(graph.map(it => [it.sha, it.parents]));
  const reached = new Set<string>();
  const open = [sha];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    open.push(...(parents.get(next) ?? []));
  }
  return reached;
}

describe('differences', () => {
  it('gives what either side reaches and the other does not', async () => {
    await fc.assert(
      fc.asyncProperty(graphArbitrary, fc.nat(1000), async (graph, at) => {
        const trunk = graph[at % graph.length].sha;
        const all = graph.map(it => it.sha);
        const found = await differences(graph, trunk, all, 1000);
        const onTrunk = reach(graph, trunk);
        for (const sha of all) {
          const own = reach(graph, sha);
          expect(found.get(sha)).toEqual({
            lacks: all.filter(it => onTrunk.has(it) && !own.has(it)),
            adds: all.filter(it => own.has(it) && !onTrunk.has(it)),
          });
        }
      }),
    );
  });

  it('leaves out what differs too much, and works without a trunk', async () => {
    const graph = [
      { sha: 'a', parents: [], time: 0 },
      { sha: 'b', parents: ['a'], time: 0 },
      { sha: 'c', parents: ['b'], time: 0 },
    ];
    const near = await differences(graph, 'c', ['a', 'b'], 1);
    expect([...near.keys()]).toEqual(['b']);
    const beside = await differences(graph, undefined, ['b'], 10);
    expect(beside.get('b')).toEqual({ lacks: [], adds: ['a', 'b'] });
  });

  it('lets others have their turn in between', async () => {
    const graph = Array.from({ length: 100 }, (_, n) => ({
      sha: `c${n}`,
      parents: n === 0 ? [] : [`c${n - 1}`],
      time: 0,
    }));
    let turns = 0;
    setImmediate(() => {
      turns += 1;
    });
    const all = graph.map(({ sha }) => sha);
    await differences(graph, 'c99', all, 1000);
    expect(turns).toBe(1);
  });
});
