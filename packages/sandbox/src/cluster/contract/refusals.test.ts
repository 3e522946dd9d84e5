import { recordedWorld } from '../__fixtures__/recordedWorld';
import { readRecording } from '../__fixtures__/recordings';
import { asPowerless } from '../__fixtures__/serve';
import { at } from '../json';

const { served, replay, answersTo, createDemo, applyWeb } = recordedWorld();

describe('refusals are answered as recorded', () => {
  it.each([
    'delete-404',
    'error-400-bad-field-selector',
    'error-400-bad-label-selector',
    'error-400-broken-json-create',
    'error-400-field-selector-custom-resource',
    'error-400-malformed-continue-token',
    'error-400-put-collection',
    'error-400-wrong-kind',
    'error-401-bad-token',
    'error-404-metrics-group-absent',
    'error-404-missing-core-object',
    'error-404-missing-object',
    'error-404-post-into-missing-namespace',
    'error-404-unknown-group',
    'error-404-unknown-resource',
    'error-404-unknown-version',
    'error-405-method-not-allowed',
    'error-422-apply-without-field-manager',
    'error-422-builtin-invalid',
    'error-422-schema-create',
    'error-500-apply-unknown-field',
    'error-500-apply-unknown-field-ignore',
    'error-500-apply-unknown-field-strict',
    'error-500-apply-unknown-field-warn',
    'error-500-apply-wrong-type',
  ])('%s', async name => {
    const { ours, recorded } = await answersTo(name);
    expect(ours).toEqual(recorded);
  });

  it.each([
    'error-400-broken-json-patch',
    'error-400-json-patch-not-a-list',
    'error-406-unknown-accept',
    'error-409-already-exists',
    'error-409-stale-resource-version-merge-patch',
    'error-409-stale-resource-version-put',
    'error-415-json-content-type-patch',
    'error-415-strategic-merge-on-custom-resource',
    'error-422-json-patch-failed-test',
    'error-422-json-patch-missing-path',
    'error-422-schema-merge-patch',
  ])('%s', async name => {
    await createDemo();
    const { ours, recorded } = await answersTo(name);
    expect(ours).toEqual(recorded);
  });

  it('error-403-no-credentials-anonymous', async () => {
    const recording = readRecording('error-403-no-credentials-anonymous');
    const response = await fetch(`${served().url}${recording.request.path}`);
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual(recording.response.body);
  });

  it.each(['get', 'list', 'patch', 'watch'])(
    'error-403-service-account-%s',
    async verb => {
      const recording = readRecording(`error-403-service-account-${verb}`);
      const { warning: _, ...ours } = await replay(recording, asPowerless);
      expect(ours).toEqual({
        status: recording.response.status,
        contentType: recording.response.headers['content-type'],
        body: recording.response.body,
      });
    },
  );

  it('error-422-immutable', async () => {
    applyWeb('ghcr.io/stefanprodan/podinfo:6.9.1');
    const { ours, recorded } = await answersTo('error-422-immutable');
    expect(ours).toEqual(recorded);
  });

  it('error-422-unknown-field-strict, which quotes the whole object', async () => {
    await createDemo();
    const answer = await replay(
      readRecording('error-422-unknown-field-strict'),
    );
    expect(answer).toMatchObject({ status: 422, body: { reason: 'Invalid' } });
    expect(at(answer.body, 'message')).toMatch(
      /^ "" is invalid: patch: Invalid value: "\{.*\}": strict decoding error: unknown field "spec.nonsense"$/,
    );
  });

  it.each([
    'error-422-watch-send-initial-events-without-match',
    'error-500-watch-malformed-resource-version',
  ])('%s', async name => {
    const recording = readRecording(name);
    const { status, body } = await replay(recording);
    expect([body]).toEqual(recording.response.body);
    expect(status).toBe(recording.response.status);
  });
});
