import { basename } from 'node:path';
import { describeHistory } from './__testUtils__/describeHistory';
import { allCommits, factsOf, until } from './__testUtils__/testHistory';
import { EPOCH } from './__testUtils__/testRepository';

describeHistory('an odd history', undefined, world => {
  it('stores odd names, paths and dates, and keeps the order of the graph', async () => {
    const { repository, repoUrl, open } = world();

    const commit = (
      mark: number,
      date: string,
      subject: Buffer,
      file: Buffer,
    ) =>
      Buffer.concat([
        Buffer.from(
          `commit refs/heads/main\nmark :${mark}\n` +
            `author R\xc3\xb6bin "Q" <robin@example.com> ${date}\n` +
            `committer Robin Example <robin@example.com> ${date}\ndata ${subject.length}\n`,
          'latin1',
        ),
        subject,
        Buffer.from(
          `\n${mark > 1 ? `from :${mark - 1}\n` : ''}M 100644 inline `,
        ),
        file,
        Buffer.from('\ndata 1\n1\n'),
      ]);
    const text = (value: string) => Buffer.from(value, 'utf8');
    repository.fastImport(
      Buffer.concat([
        commit(
          1,
          `${EPOCH} +0000`,
          text('First'),
          text('"app/we\\nird \\"q\\""'),
        ),
        commit(
          2,
          '99999999999 +0000',
          text('Far'),
          Buffer.from('app/la\xe9', 'latin1'),
        ),
        commit(
          3,
          `${EPOCH + 60} +0000`,
          text(`\u202eEvil\u0007 ${'x'.repeat(1_000_000)}`),
          text('app/ünï'),
        ),
        commit(
          4,
          '0 +0000',
          Buffer.from('Caf\xe9 "quoted"', 'latin1'),
          text('app/z'),
        ),
      ]),
    );
    const tip = repository.git('rev-parse', 'main');
    const index = open();
    const paths = ['app', 'app/we\nird "q"', 'app/la\u00e9', 'app/ünï'];
    for (const given of paths) {
      await index.track({
        id: given,
        sources: [{ repoUrl, path: given, deployedRevision: tip }],
      });
    }
    await index.start();
    await until(
      () => factsOf(index, 'app'),
      facts => facts.relation.state === 'same',
    );
    const commits = await allCommits(index, ['app']);
    expect(commits.map(({ sha }) => sha)).toEqual(
      repository.log('app', '--topo-order'),
    );
    const [, long, far, first] = commits;
    expect(commits[0].subject).toBe('Café "quoted"');
    expect(long.subject).toMatch(/^Evil x+…$/);
    expect(long.subject.length).toBeLessThanOrEqual(300);
    expect(far).toMatchObject({ dateClamped: true, at: first.at });
    expect(long).toMatchObject({ dateClamped: false });
    expect(first.author).toEqual({
      name: 'Röbin "Q"',
      email: 'robin@example.com',
    });
    for (const given of paths.slice(1)) {
      expect(await allCommits(index, [given])).toHaveLength(1);
    }
  });

  it('says so where a source is shallow, and does not blame its oldest commit', async () => {
    const { server, repository, open, path } = world();
    const shallow = `${path('shallow')}.git`;
    const full = repository;
    full.commit({ files: { 'app/a': '1', 'other/b': '1' } });
    full.commit({ files: { 'other/b': '2' } });
    const tip = full.commit({ files: { 'app/a': '2' } });
    full.git(
      'clone',
      '--quiet',
      '--bare',
      '--depth=2',
      `file://${full.directory}`,
      shallow,
    );
    full.git('--git-dir', shallow, 'config', 'uploadpack.allowFilter', 'true');
    const index = open();
    await index.track({
      id: 'one',
      sources: [
        {
          repoUrl: `${server.url}/${basename(shallow)}`,
          path: 'other',
          deployedRevision: tip,
        },
      ],
    });
    await index.start();
    await until(
      () => factsOf(index, 'one'),
      facts => facts.relation.state === 'same',
    );
    expect(await index.repositories()).toMatchObject([
      { state: 'current', partial: true },
    ]);
    expect(await allCommits(index, ['one'])).toEqual([]);
    await index.stop();

    full.git('--git-dir', shallow, 'fetch', '--quiet', '--unshallow');
    // With a mirror of its own, which is shallow no more.
    const other = open();
    await other.start();
    await until(
      () => other.repositories(),
      ([{ state, partial }]) => state === 'current' && !partial,
    );
    expect((await allCommits(other, ['one'])).map(({ sha }) => sha)).toEqual(
      full.log('other', tip),
    );
  });
});
