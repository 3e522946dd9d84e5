import { Mailbox } from './Mailbox';

async function all<T>(mailbox: Mailbox<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of mailbox) items.push(item);
  return items;
}

describe('Mailbox', () => {
  it('hands over what comes before and while somebody waits', async () => {
    const mailbox = new Mailbox<number>();
    mailbox.push(1);
    const received = all(mailbox);
    await Promise.resolve();
    mailbox.push(2);
    mailbox.push(3);
    mailbox.close();
    expect(await received).toEqual([1, 2, 3]);
  });

  it('hands over what came before a failure, then fails', async () => {
    const mailbox = new Mailbox<number>();
    mailbox.push(1);
    mailbox.fail(new Error('away'));
    mailbox.push(2);
    const iterator = mailbox[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ value: 1, done: false });
    await expect(iterator.next()).rejects.toThrow('away');
  });

  it('keeps the first end', async () => {
    const mailbox = new Mailbox<number>();
    mailbox.close();
    mailbox.fail(new Error('too late'));
    expect(await all(mailbox)).toEqual([]);
  });
});
