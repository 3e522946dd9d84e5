import { ConfigReader } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { readReportingInstances } from './config';

const read = (instances?: JsonValue) =>
  readReportingInstances(
    new ConfigReader(instances ? { gitops: { external: { instances } } } : {}),
  );

const terraform = { name: 'terraform', subjects: ['external:terraform-ci'] };

describe('readReportingInstances', () => {
  it('reads who may report for what, and how often it should', () => {
    expect(read([terraform])).toEqual([
      { ...terraform, expectEverySeconds: 3600 },
    ]);
    expect(read([{ ...terraform, expectEverySeconds: 60 }])).toEqual([
      { ...terraform, expectEverySeconds: 60 },
    ]);
    expect(read()).toEqual([]);
  });

  it.each([
    ['0.name', { ...terraform, name: 'a/b' }],
    ['0.subjects', { ...terraform, subjects: [] }],
    ['0.subjects', { ...terraform, subjects: 'external:terraform-ci' }],
    ['0.expectEverySeconds', { ...terraform, expectEverySeconds: 0 }],
    ['0.expectEverySeconds', { ...terraform, expectEverySeconds: -1 }],
    ['0.expectEverySeconds', { ...terraform, expectEverySeconds: 31_536_001 }],
    ['0.expectEverySeconds', { ...terraform, expectEverySeconds: 'hourly' }],
  ])('refuses a wrong %s', (path, instance) => {
    expect(() => read([instance])).toThrow(
      `gitops.external.instances is not valid: ${path}: `,
    );
  });

  it('refuses a name used twice', () => {
    expect(() => read([terraform, terraform])).toThrow('names must be unique');
  });
});
