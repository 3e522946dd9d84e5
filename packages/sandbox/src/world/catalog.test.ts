import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { kim, people, pipeline, robin, teams } from './people';
import { listOf, textIn, valueIn } from './records';
import { releases } from './releases';
import { services } from './services';

const directory = join(__dirname, '..', '..', 'catalog');

/** Whatever the engines deploy it from. */
const deployed = [...services, ...releases.map(({ service }) => service)];

function entities(kind: string): unknown[] {
  return readdirSync(directory)
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(directory, file), 'utf8')),
    )
    .map(document => document.toJS())
    .filter(entity => textIn(entity, 'kind') === kind);
}

function nameOf(entity: unknown): string {
  return textIn(entity, 'metadata', 'name') ?? '';
}

describe('the catalog of the sandbox', () => {
  it('is listed completely by its Location', () => {
    const all = parse(readFileSync(join(directory, 'all.yaml'), 'utf8'));
    const targets = listOf(valueIn(all, 'spec', 'targets'));

    expect([...targets, './all.yaml'].sort()).toEqual(
      readdirSync(directory)
        .map(file => `./${file}`)
        .sort(),
    );
  });

  it('has a user for everybody who commits, with the address of the commits', () => {
    const addresses = new Map(
      entities('User').map(entity => [
        nameOf(entity),
        textIn(entity, 'spec', 'profile', 'email'),
      ]),
    );
    const committing = people.filter(person => person !== pipeline);

    expect(committing.map(({ login }) => addresses.get(login))).toEqual(
      committing.map(({ email }) => email),
    );
  });

  it('has a component for every service, with its owner and its annotation', () => {
    const components = new Map(
      entities('Component').map(entity => [nameOf(entity), entity]),
    );

    for (const { name, team, engine } of deployed) {
      const component = components.get(name);
      expect(textIn(component, 'spec', 'owner')).toBe(`group:default/${team}`);
      const annotations = JSON.stringify(
        valueIn(component, 'metadata', 'annotations'),
      );
      expect(annotations).toMatch(
        engine === 'argocd' ? /argocd\/app-/ : /backstage\.io\/kubernetes-/,
      );
      expect(annotations).toContain(name);
    }
  });

  it('has one component without GitOps, and one that claims what is not its own', () => {
    const names = deployed.map(({ name }) => name);
    const [claiming, without, ...more] = entities('Component').filter(
      entity => !names.includes(nameOf(entity)),
    );

    expect(more).toEqual([]);
    expect(nameOf(without)).toBe('reporting');
    expect(valueIn(without, 'metadata', 'annotations')).toBeUndefined();
    expect(nameOf(claiming)).toBe('order-board');
    expect(textIn(claiming, 'spec', 'owner')).toBe(
      'group:default/team-platform',
    );
    expect(valueIn(claiming, 'metadata', 'annotations')).toEqual({
      'argocd/app-name': 'checkout-production',
    });
  });

  it('has robin own services of both engines that name their entity, and kim none of them', () => {
    const confirmed = services.filter(({ namesItsEntity }) => namesItsEntity);
    const enginesOf = (team: string) =>
      confirmed
        .filter(service => service.team === team)
        .map(({ name, engine }) => `${engine} ${name}`);

    expect(teams['team-shop']).toContain(robin);
    expect(teams['team-platform']).toContain(kim);
    expect(enginesOf('team-shop')).toEqual([
      'argocd checkout',
      'argocd storefront-web',
      'flux catalog-api',
      'flux image-resizer',
    ]);
    expect(teams['team-shop']).not.toContain(kim);
  });

  it('knows the people who write commits, and their teams', () => {
    const users = entities('User');

    expect(users.map(nameOf).sort()).toEqual(
      people
        .filter(person => person !== pipeline)
        .map(({ login }) => login)
        .sort(),
    );
    for (const [team, members] of Object.entries(teams)) {
      const found = users.filter(user =>
        listOf(valueIn(user, 'spec', 'memberOf')).includes(team),
      );
      expect(
        found.map(user => textIn(user, 'spec', 'profile', 'email')).sort(),
      ).toEqual(members.map(({ email }) => email).sort());
    }
  });

  it('has every system and group that a component names', () => {
    const systems = entities('System').map(nameOf);
    const groups = entities('Group').map(nameOf);

    for (const component of entities('Component')) {
      expect(systems).toContain(textIn(component, 'spec', 'system'));
      expect(groups).toContain(
        textIn(component, 'spec', 'owner')?.replace('group:default/', ''),
      );
    }
  });
});
