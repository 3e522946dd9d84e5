import { anApplication } from '@backstage-gitops/plugin-gitops-react/testUtils';
import { Application } from '@backstage-gitops/plugin-gitops-common';
import { choiceLabels } from './choiceLabels';

let count = 0;
const labels = (...parts: Array<Partial<Omit<Application, 'sync'>>>) => [
  ...choiceLabels(
    parts.map(part =>
      anApplication({ name: 'shop', ...part, id: String(++count) }),
    ),
  ).values(),
];

describe('what applications are called to choose one', () => {
  it('is their name where that is enough', () => {
    expect(labels({ name: 'shop' }, { name: 'cart' })).toEqual([
      'shop',
      'cart',
    ]);
  });

  it('is as much more as tells them apart', () => {
    expect(
      labels(
        { environment: 'staging' },
        { environment: 'production', instance: 'east' },
        { environment: 'production', instance: 'west' },
        { name: 'cart' },
      ),
    ).toEqual([
      'shop · staging',
      'shop · production · east',
      'shop · production · west',
      'cart',
    ]);
    expect(
      labels(
        { kind: 'HelmRelease' },
        { kind: 'Kustomization' },
        { environment: null },
      ),
    ).toEqual([
      'shop · production · main · HelmRelease',
      'shop · production · main · Kustomization',
      'shop · –',
    ]);
  });
});
