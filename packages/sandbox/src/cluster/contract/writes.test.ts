import { recordedWorld } from '../__fixtures__/recordedWorld';
import { fieldsIn, readRecording } from '../__fixtures__/recordings';

const {
  served,
  replay,
  expected,
  answersTo,
  expectAsRecorded,
  demoWithOwners,
  applyWeb,
} = recordedWorld();

describe('writes answer as recorded', () => {
  it('through the life of an object', async () => {
    await demoWithOwners();
    await expectAsRecorded('patch-json-200');
    await expectAsRecorded('patch-merge-no-change-200');
    const { request } = readRecording('patch-dry-run-200');
    const dry = await served().request(request.path, request);
    expect(dry).toMatchObject({
      status: 200,
      body: { spec: { path: './dry' }, metadata: { generation: 4 } },
    });
    await expectAsRecorded('error-409-apply-conflict');
    await expectAsRecorded('patch-apply-force-200');
    await expectAsRecorded('warning-unknown-field-merge-patch');
    const { ours, recorded } = await answersTo('delete-object-200');
    expect(ours).toEqual(recorded);
  });

  it('to a deployment', async () => {
    applyWeb('ghcr.io/stefanprodan/podinfo:6.9.0');
    applyWeb('ghcr.io/stefanprodan/podinfo:6.9.1');
    const recording = readRecording('deployment-with-managed-fields');
    const answer = await replay(recording);
    const { metadata, spec } = fieldsIn(expected(recording).body);
    expect(answer.body).toMatchObject({ metadata, spec });

    const patch = readRecording('patch-strategic-merge-deployment-200');
    const patched = fieldsIn(expected(patch).body);
    expect((await replay(patch)).body).toMatchObject({
      metadata: patched.metadata,
      spec: patched.spec,
    });
  });
});
