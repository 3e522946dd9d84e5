import { ApplicationClaim } from '@backstage-gitops/plugin-gitops-node';
import fc from 'fast-check';
import { bindable } from '../__testUtils__/bindable';
import { annotationProblems } from './annotationProblems';
import { BindableApplication } from './BindableApplication';

const saidBy = {
  applications: 'argocd/app-name',
  instances: 'argocd/instance-name',
};
const main = { engine: 'argocd', name: 'main', state: 'reachable' } as const;
const edge = { engine: 'argocd', name: 'edge', state: 'reachable' } as const;
const asleep = { ...edge, state: 'stale' } as const;

function problems(
  claim: ApplicationClaim,
  bound: BindableApplication[] = [bindable()],
  instances: Parameters<typeof annotationProblems>[2] = [main, edge],
) {
  return annotationProblems(
    {
      apiVersion: 'v1',
      kind: 'Component',
      metadata: { name: 'web', annotations: { 'argocd/app-name': 'web' } },
    },
    [
      {
        kind: 'argocd',
        claims: () => ({ claims: [claim], problems: ['Said by the engine.'] }),
      },
    ],
    instances,
    bound,
  ).slice(1);
}

const UNTOLD =
  'there is no instance of that name, or none that tells of such an application.';
const NOTHING =
  'The annotation argocd/app-name ("web") names no application that is known';

describe('annotationProblems', () => {
  it('has nothing to say of what is right, but for what the engine says', () => {
    expect(problems({ names: ['web'], saidBy })).toEqual([]);
    expect(
      annotationProblems(
        { apiVersion: 'v1', kind: 'Component', metadata: { name: 'web' } },
        [
          {
            kind: 'argocd',
            claims: () => ({ claims: [], problems: ['Wrong.'] }),
          },
        ],
        [],
        [],
      ),
    ).toEqual(['Wrong.']);
  });

  it('tells what names nothing, and where it looked', () => {
    expect(problems({ names: ['web'], saidBy }, [])).toEqual([`${NOTHING}.`]);
    expect(
      problems({
        names: ['web'],
        instances: ['main'],
        namespaces: ['team-a', 'team-b'],
        projects: ['shop'],
        saidBy,
      }),
    ).toEqual([
      `${NOTHING}, in instance main, in namespace team-a or team-b, in project shop.`,
    ]);
    expect(
      problems({ projects: ['tools'], saidBy }, [bindable({ engine: 'flux' })]),
    ).toEqual([`${NOTHING}.`]);
  });

  it('does not say that nothing is there while an instance is silent', () => {
    const [problem] = problems({ names: ['web'], saidBy }, [], [main, asleep]);
    expect(problem).toBe(
      `${NOTHING}. It may be in an instance that cannot be reached now.`,
    );
    const other = bindable({ name: 'other' });
    const claim = { names: ['web'], instances: ['main'], saidBy };
    expect(problems(claim, [other], [main, asleep])).toEqual([
      `${NOTHING}, in instance main.`,
    ]);
    expect(problems(claim, [other], [{ ...main, state: 'stale' }])).toEqual([
      `${NOTHING}, in instance main. It may be in an instance that cannot be reached now.`,
    ]);
  });

  it('tells an instance that is not there, whether or not the others have it', () => {
    const claim = { names: ['web'], instances: ['mian', 'main'], saidBy };
    const unknown = `The annotation argocd/instance-name names "mian": ${UNTOLD}`;
    expect(problems(claim)).toEqual([unknown]);
    expect(problems({ ...claim, instances: ['mian'] })).toEqual([unknown]);
    const flux = { ...main, engine: 'flux', name: 'mian' } as const;
    expect(problems(claim, [bindable()], [main, flux])).toEqual([unknown]);
  });

  it('gives away nothing of instances that have nothing of the entity', () => {
    const name = fc.constantFrom('main', 'edge', 'mian');
    const claims = fc.record({
      names: fc.constant<string[]>(['web']),
      instances: fc.uniqueArray(name, { minLength: 1 }),
      saidBy: fc.constant(saidBy),
    });
    const others = fc.uniqueArray(
      fc.record({
        engine: fc.constantFrom('argocd', 'flux'),
        name: fc.constantFrom('edge', 'mian'),
        state: fc.constantFrom('reachable', 'stale', 'failing', 'connecting'),
      }),
      { selector: ({ engine, name: its }) => `${engine} ${its}` },
    );
    const own = fc.constantFrom<BindableApplication[][]>(
      [],
      [bindable()],
      [bindable({ name: 'x' })],
    );
    fc.assert(
      fc.property(claims, own, others, others, (claim, bound, some, more) => {
        expect(problems(claim, bound, [main, ...some])).toEqual(
          problems(claim, bound, [main, ...more]),
        );
      }),
    );
  });

  it('tells a name that is there twice, unless instances are named', () => {
    const both = [bindable(), bindable({ id: '2', instance: 'edge' })];
    expect(problems({ names: ['web'], saidBy }, both)).toEqual([
      '"web" is there in the instances edge and main, and all of them are shown. The annotation argocd/instance-name says which are meant.',
    ]);
    const claim = { names: ['web'], instances: ['main', 'edge'], saidBy };
    expect(problems(claim, both)).toEqual([]);
    expect(
      problems({ names: ['web'], saidBy }, [
        bindable(),
        bindable({ id: '2', namespace: 'team-a' }),
      ]),
    ).toEqual([]);
  });

  it('says nothing of what has not been said by an annotation of the engine', () => {
    expect(problems({ names: ['web'] }, [])).toEqual([]);
    expect(problems({ names: ['web'], saidBy }, [], [])).toEqual([]);
  });

  it('repeats no more than a little of what an owner wrote', () => {
    const [problem] = problems({
      names: ['web'],
      instances: ['x'.repeat(5000)],
      saidBy,
    });
    expect(problem.length).toBeLessThan(400);
  });
});
