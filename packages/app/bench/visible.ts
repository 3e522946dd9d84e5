/**
 * How long it takes from a change outside to the screen: a commit that waits,
 * and a hand edit on the cluster. Compared, in the same run, with how long the
 * engine itself takes to say so on its event stream. Needs the portal.
 */
import { chromium, expect, Page } from '@playwright/test';
import { onCard, openEntity, signInAs } from '../e2e-tests/portal';
import { sandbox } from '../e2e-tests/sandbox';
import { openArgocdStream } from '../e2e-tests/argocdStream';

const APPLICATION = 'checkout-production';
const ROUNDS = 5;

interface Round {
  name: string;
  act: () => Promise<void>;
  /** Resolves once the page shows it. */
  shown: (page: Page) => Promise<void>;
}

/** Number of commits that the card says wait; 0 where it says nothing of the kind. */
async function waiting(page: Page): Promise<number> {
  const text = await onCard(page, APPLICATION).innerText();
  return Number(/Pending · (\d+) commit/.exec(text)?.[1] ?? 0);
}

function commitRound(before: number): Round {
  return {
    name: 'visible.commit',
    act: () => sandbox.commit(APPLICATION, 'Give checkout more time'),
    shown: page =>
      expect(onCard(page, APPLICATION)).toContainText(
        `Pending · ${before + 1} commit`,
      ),
  };
}

const editRound: Round = {
  name: 'visible.edit',
  act: () => sandbox.edit(APPLICATION),
  shown: page => expect(onCard(page, APPLICATION)).toContainText('Drifted'),
};

async function measure(page: Page, { name, act, shown }: Round) {
  const stream = await openArgocdStream(APPLICATION);
  const began = performance.now();
  const engine = stream.next().then(() => performance.now() - began);
  const screen = shown(page).then(() => performance.now() - began);
  await act();
  const took = { name, engine: await engine, screen: await screen };
  stream.close();
  return took;
}

async function backInSync(page: Page) {
  await sandbox.sync(APPLICATION);
  await expect(onCard(page, APPLICATION)).toContainText('Synced');
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function main() {
  const browser = await chromium.launch({
    executablePath: process.env.E2E_BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ baseURL: 'http://localhost:3000' });
    await signInAs(page, 'Robin Example');
    await openEntity(page, 'checkout');
    await expect(onCard(page, APPLICATION)).toBeVisible({ timeout: 30_000 });

    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push(await measure(page, commitRound(await waiting(page))));
      await backInSync(page);
      rounds.push(await measure(page, editRound));
      await backInSync(page);
    }
    for (const name of ['visible.commit', 'visible.edit']) {
      const of = rounds.filter(round => round.name === name);
      const screen = median(of.map(round => round.screen));
      const engine = median(of.map(round => round.engine));
      process.stdout.write(
        `${JSON.stringify({
          name,
          value: Math.round(screen),
          unit: 'ms',
          against: 'the engine saying so on its own event stream',
          againstValue: Math.round(engine),
          ratio: Number((screen / engine).toFixed(2)),
          rounds: of.length,
        })}\n`,
      );
    }
  } finally {
    await browser.close();
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
