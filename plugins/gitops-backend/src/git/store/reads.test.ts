import fc from 'fast-check';
import { readReads, writeReads } from './reads';

describe('what a source reads', () => {
  const source = { repoUrl: 'https://git.example.com/a.git', path: 'app' };

  it('is nothing beside its path where nothing is said', () => {
    expect(writeReads({ ...source, inputs: [] })).toBeNull();
    expect(readReads({ path: 'app', reads: null })).toEqual({
      ...{ path: 'app', pathless: false, nested: false, inputs: [] },
    });
  });

  it('is read as it was written, without NUL, whatever it is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      // As somebody may write it, who has no NUL in mind.
      fc.constantFrom('x\\u0000.yaml', '\\', 'a\0b', '"'),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), inputs => {
        const reads = writeReads({ ...source, inputs });
        expect(reads).not.toContain('\0');
        expect(readReads({ path: 'app', reads }).inputs).toEqual(
          inputs.map(it => it.replaceAll('\0', '')),
        );
      }),
    );
  });
});
