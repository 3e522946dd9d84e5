import { formatPath, listFields, locate, valueAt } from './fieldPath';

const set = {
  'f:metadata': {
    'f:annotations': { '.': {}, 'f:example.com/note': {} },
    'f:finalizers': { '.': {}, 'v:"example.com/hold"': {} },
  },
  'f:spec': {
    'f:replicas': {},
    'f:containers': {
      'k:{"name":"web"}': { '.': {}, 'f:image': {} },
      'k:{"name":"log"}': { 'f:image': {} },
    },
    'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': { 'f:name': {} } },
  },
};

const object = {
  metadata: {
    annotations: { 'example.com/note': 'hello' },
    finalizers: ['example.com/hold'],
  },
  spec: {
    replicas: 2,
    containers: [
      { name: 'log', image: 'log:1' },
      { name: 'web', image: 'web:1' },
    ],
    ports: [{ containerPort: 80, name: 'http' }],
  },
};

describe('listFields', () => {
  it('names leaves, and list items that are held as a whole', () => {
    expect(listFields(set).map(formatPath)).toEqual([
      'metadata.annotations["example.com/note"]',
      'metadata.finalizers["example.com/hold"]',
      'spec.replicas',
      'spec.containers[web]',
      'spec.containers[web].image',
      'spec.containers[log].image',
      'spec.ports[80/TCP].name',
    ]);
  });

  it('leaves out keys that it cannot read', () => {
    expect(listFields({ 'k:{oops': {}, 'x:y': {}, 'i:3': {} })).toEqual([]);
  });
});

describe('valueAt', () => {
  it('finds every value by its path', () => {
    expect(listFields(set).map(path => valueAt(object, path))).toEqual([
      'hello',
      'example.com/hold',
      2,
      { name: 'web', image: 'web:1' },
      'web:1',
      'log:1',
      'http',
    ]);
  });

  it('finds nothing where there is nothing', () => {
    for (const path of listFields(set)) {
      expect(valueAt({ spec: { containers: 'odd' } }, path)).toBeUndefined();
    }
  });

  it('does not take what every object inherits for a field', () => {
    expect(valueAt({}, [{ field: 'constructor' }])).toBeUndefined();
  });
});

it('locates list items by index', () => {
  const [, , , web] = listFields(set);
  expect(locate(object, web)).toEqual(['spec', 'containers', 1]);
});
