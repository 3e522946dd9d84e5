import { eventually } from '../__testUtils__/eventually';
import { conditionOf, viewOf } from '../__testUtils__/viewOf';
import { Sandbox, startSandbox } from '../sandbox';
import { textIn, valueIn } from '../world/records';

describe('the verbs of the sandbox, of what is installed from a chart', () => {
  let sandbox: Sandbox;
  const { helmRelease, run, states, workload } = viewOf(() => sandbox);

  beforeAll(async () => {
    sandbox = await startSandbox({ edgeStaysMs: null });
  });
  afterAll(async () => {
    await sandbox?.stop();
  });

  const specOf = async (name: string) =>
    valueIn(await workload('production', name), 'spec');
  const imageOf = async (name: string) =>
    JSON.stringify(valueIn(await specOf(name), 'template'));

  it('commits the next version of the chart, and Flux upgrades to it', async () => {
    const { text, isError } = await run('commit', 'status-page-production');
    expect(text).toMatch(/Kim Example pushed .* version 1\.5\.0 of its chart/);
    expect(isError).toBe(false);
    await eventually(() =>
      expect(states()['status-page-production']).toBe(
        'UpgradeSucceeded, 1.5.0',
      ),
    );
    const live = await workload('production', 'status-page');
    expect(textIn(live, 'metadata', 'labels', 'helm.sh/chart')).toBe(
      'web-1.5.0',
    );
  });

  it('commits another image as a value, with the same chart', async () => {
    await run('parameter', 'status-page-production');
    await eventually(async () =>
      expect(await imageOf('status-page')).toContain('status-page:2.3.2'),
    );
    expect(states()['status-page-production']).toContain('1.5.0');
  });

  it('commits an image that never starts, and the upgrade fails', async () => {
    expect((await run('break', 'status-page-production')).text).toContain(
      'watch the upgrade fail',
    );
    await eventually(async () => {
      const release = await helmRelease('production', 'status-page');
      expect(conditionOf(release, 'Ready')).toMatchObject({
        reason: 'UpgradeFailed',
        message: expect.stringContaining("status: 'Failed'"),
      });
    });
  });

  it('edits by hand, which Flux tells of when it looks, and takes it back', async () => {
    await run('undo', 'help-center-production');
    await run('sync', 'help-center-production');
    await eventually(() =>
      expect(states()['help-center-production']).toBe(
        'InstallSucceeded, 1.4.0',
      ),
    );
    expect(await specOf('help-center')).toMatchObject({ replicas: 2 });

    expect((await run('edit', 'help-center-production')).text).toContain(
      'drifted within a minute',
    );
    await run('sync', 'help-center-production');
    await eventually(() =>
      expect(states()['help-center-production']).toContain('drifted'),
    );
    expect(await specOf('help-center')).toMatchObject({ replicas: 5 });
  });

  it('has nothing to commit after the newest version of the chart', async () => {
    for (const version of ['1.5.1', '1.6.0', '1.6.1', '1.7.0']) {
      const { text } = await run('commit', 'gift-cards-staging');
      expect(text).toContain(`version ${version} of its chart`);
    }
    expect(await run('commit', 'gift-cards-staging')).toEqual({
      isError: true,
      text: 'No version of the chart comes after 1.7.0: there is nothing to upgrade to',
    });
  });
});
