import { chmod } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createKustomize } from './createKustomize';

describe('createKustomize', () => {
  const directory = createMockDirectory();
  const { PATH } = process.env;

  afterEach(() => {
    process.env.PATH = PATH;
    delete process.env.BACKEND_SECRET;
  });

  /** Puts a program of ours on the PATH. */
  async function install(script: string) {
    directory.setContent({ kustomize: `#!/bin/sh\n${script}\n` });
    await chmod(directory.resolve('kustomize'), 0o755);
    process.env.PATH = `relative:${directory.path}`;
  }

  it('takes the one on the PATH, and tells it nothing of the backend', async () => {
    await install('echo "$1 $2"; /usr/bin/env');
    process.env.BACKEND_SECRET = 'canary';
    const output = await createKustomize().build('/workspace/overlay');
    expect(output).toMatch(/^build \/workspace\/overlay\n/);
    expect(output).toContain('PATH=\n');
    expect(output).not.toMatch(/canary|BACKEND/);
  });

  it('takes the one of npm where that on the PATH does not run', async () => {
    await install('exit 1');
    directory.addContent({
      'overlay/kustomization.yaml':
        'configMapGenerator: [{ name: a, literals: [b=c] }]\n',
    });
    expect(
      await createKustomize().build(directory.resolve('overlay')),
    ).toContain('b: c');
  });

  it('passes on what it complains about, on one line', async () => {
    await install(
      '[ "$1" = version ] || { printf "Error: no\\n\\n  luck\\n" >&2; exit 1; }',
    );
    await expect(createKustomize().build('/workspace')).rejects.toThrow(
      /^no luck$/,
    );
  });

  it('ends when the run is cancelled', async () => {
    await install('[ "$1" = version ] || exec /bin/sleep 60');
    await expect(
      createKustomize().build('/workspace', AbortSignal.abort()),
    ).rejects.toThrow(/abort/i);
  });
});
