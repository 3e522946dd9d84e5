import { ApplicationClaim } from '@backstage-gitops/plugin-gitops-node';
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
        instances: ['edge'],
        namespaces: ['team-a', 'team-b'],
        projects: ['shop'],
        saidBy,
      }),
    ).toEqual([
      `${NOTHING}, in instance edge, in namespace team-a or team-b, in project shop.`,
    ]);
    expect(
      problems({ projects: ['tools'], saidBy }, [bindable({ engine: 'flux' })]),
    ).toEqual([`${NOTHING}.`]);
  });

  it('does not say that nothing is there while an instance is silent', () => {
    const [problem] = problems({ names: ['web'], saidBy }, [], [main, asleep]);
    expect(problem).toBe(
      `${NOTHING}. It may be in edge, which cannot be reached now.`,
    );
    const claim = { names: ['web'], instances: ['main'], saidBy };
    expect(problems(claim, [], [main, asleep])).toEqual([
      `${NOTHING}, in instance main.`,
    ]);
  });

  it('tells an instance that is not there, whether or not the others have it', () => {
    const claim = { names: ['web'], instances: ['mian', 'main'], saidBy };
    const unknown =
      'The annotation argocd/instance-name names "mian", and there is no such instance.';
    expect(problems(claim)).toEqual([unknown]);
    expect(problems({ ...claim, instances: ['mian'] })).toEqual([unknown]);
    const flux = { ...main, engine: 'flux', name: 'mian' } as const;
    expect(problems(claim, [bindable()], [main, flux])).toEqual([unknown]);
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
