import { parseManagedFields } from './managedFields';

describe('parseManagedFields', () => {
  it('reads what is there and leaves out what is unreadable', () => {
    const entry = {
      manager: 'kubectl',
      operation: 'Update',
      subresource: 'scale',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    };
    expect(
      parseManagedFields([
        { ...entry, apiVersion: 'apps/v1', fieldsType: 'FieldsV1' },
        'odd',
        { ...entry, fieldsV1: { 'f:spec': 3 } },
        {},
      ]),
    ).toEqual([entry, { manager: '', operation: '', fieldsV1: {} }]);
  });

  it('is empty where there is none', () => {
    expect(parseManagedFields(undefined)).toEqual([]);
  });
});
