import { StringDecoder } from 'node:string_decoder';
import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { OpenResponse, parseJson } from '@backstage-gitops/plugin-gitops-node';
import { ArgocdApplication, parseApplication } from '../project/application';

export type ApplicationEvent =
  | { type: 'present'; application: ArgocdApplication }
  | { type: 'deleted'; application: ArgocdApplication }
  /** Bytes came that were no event: Argo CD sends a comment every 15 s. */
  | { type: 'alive' };

const messageSchema = z.object({
  result: z.object({ type: z.string(), application: z.unknown() }).optional(),
  error: z.object({ message: z.string().optional() }).optional(),
});

/** An Application is at most 1.5 MiB in etcd; as JSON it may be longer. */
const MAX_MESSAGE = 8 * 1024 * 1024;

/**
 * The application events of a stream until it ends.
 * @throws Error when the stream is silent, breaks off, carries an error or a
 * message that is too long
 */
export async function* readApplicationEvents(
  response: OpenResponse,
  who: string,
  silenceMs: number,
): AsyncGenerator<ApplicationEvent, void, undefined> {
  let messages: string[] = [];
  let tooLong = false;
  const parser = createParser({
    onEvent: event => messages.push(event.data),
    onError: error => {
      tooLong ||= error.type === 'max-buffer-size-exceeded';
    },
    maxBufferSize: MAX_MESSAGE,
  });
  const decoder = new StringDecoder('utf8');
  for await (const chunk of response.chunks(() => silenceMs)) {
    parser.feed(decoder.write(Buffer.from(chunk)));
    if (tooLong) {
      throw new Error(`${who} sent an event of more than ${MAX_MESSAGE} bytes`);
    }
    const received = messages;
    messages = [];
    if (received.length === 0) yield { type: 'alive' };
    for (const data of received) {
      const event = readEvent(data, who);
      if (event) yield event;
    }
  }
}

function readEvent(data: string, who: string): ApplicationEvent | undefined {
  const message = messageSchema.safeParse(parseJson(data));
  if (!message.success) throw new Error(`${who} sent an event that is no JSON`);
  const { result, error } = message.data;
  if (error) {
    throw new Error(`${who} ended the stream: ${error.message ?? 'no reason'}`);
  }
  const application = parseApplication(result?.application);
  if (!result || !application) return undefined;
  const type = result.type === 'DELETED' ? 'deleted' : 'present';
  return { type, application };
}
