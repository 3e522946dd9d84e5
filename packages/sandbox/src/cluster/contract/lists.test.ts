import { recordedWorld } from '../__fixtures__/recordedWorld';
import { fieldsIn, readRecording } from '../__fixtures__/recordings';
import { at } from '../json';

const { served, replay, expected, answersTo, expectAsRecorded, growOld } =
  recordedWorld();

describe('lists answer as recorded', () => {
  const CONFIG_MAPS = '/api/v1/namespaces/fx-old/configmaps';
  const names = [
    ...Array.from({ length: 7 }, (_, n) => `item-${n}`),
    'kube-root-ca.crt',
    'openshift-service-ca.crt',
  ];

  function createItems() {
    names.forEach((name, n) =>
      served().cluster.apply(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name, namespace: 'fx-old' },
          data: { n: String(n) },
        },
        { manager: 'kubectl' },
      ),
    );
  }

  it.each(['list-empty-namespace', 'list-unknown-namespace'])(
    '%s',
    async name => {
      const { ours, recorded } = await answersTo(name);
      expect(ours).toEqual(recorded);
    },
  );

  it('page by page', async () => {
    createItems();
    const first = readRecording('list-page-1');
    const page = fieldsIn((await replay(first)).body);
    expect(page).toMatchObject({
      metadata: { remainingItemCount: 7 },
      items: fieldsIn(expected(first).body).items,
    });
    const second = await served().request(
      `${CONFIG_MAPS}?limit=2&continue=${at(page, 'metadata', 'continue')}`,
    );
    expect(second.body).toMatchObject({
      metadata: { remainingItemCount: 5 },
      items: [
        { metadata: { name: 'item-2' } },
        { metadata: { name: 'item-3' } },
      ],
    });
  });

  it('does not count with a selector, nor page for version 0', async () => {
    createItems();
    const selected = fieldsIn(
      (
        await replay(
          readRecording('list-limit-with-label-selector-no-remaining-count'),
        )
      ).body,
    );
    expect(selected.items).toHaveLength(2);
    expect(at(selected, 'metadata', 'continue')).toEqual(expect.any(String));
    expect(selected.metadata).not.toHaveProperty('remainingItemCount');

    const zero = fieldsIn(
      (await replay(readRecording('list-resource-version-0'))).body,
    );
    expect(zero.items).toHaveLength(names.length);
    expect(zero.metadata).not.toHaveProperty('continue');
  });

  it('refuses an expired page, and goes on from its fresh token', async () => {
    createItems();
    growOld();
    await expectAsRecorded('error-410-expired-continue-token');
    await expectAsRecorded('error-410-list-exact-old-resource-version');
    const next = fieldsIn(
      (await replay(readRecording('list-inconsistent-continue-after-410')))
        .body,
    );
    expect(next).toMatchObject({
      metadata: { remainingItemCount: 5 },
      items: [
        { metadata: { name: 'item-2' } },
        { metadata: { name: 'item-3' } },
      ],
    });
  });
});
