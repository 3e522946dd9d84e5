import { Response } from 'express';

/** Markup; what is not made by {@link html} is text. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = string | number | Html | readonly Html[];

function markupOf(part: Part): string {
  if (part instanceof Html) {
    return part.markup;
  }
  if (typeof part === 'object') {
    return part.map(({ markup }) => markup).join('');
  }
  return String(part).replace(
    /[&<>"']/g,
    character => `&#${character.charCodeAt(0)};`,
  );
}

/** A template in which every value is escaped that is not markup itself. */
export function html(
  strings: TemplateStringsArray,
  ...parts: readonly Part[]
): Html {
  const markup = strings
    .map((text, i) => (i === 0 ? text : markupOf(parts[i - 1]) + text))
    .join('');
  return new Html(markup);
}

/** Answers with a page that runs nothing, loads nothing and cannot be framed. */
export function sendPage(response: Response, title: string, body: Html): void {
  response
    .setHeader(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    .type('html')
    .send(
      html`<!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <title>${title}</title>
            <style>
              body {
                font: 16px/1.5 sans-serif;
                margin: 2rem auto;
                max-width: 60rem;
                padding: 0 1rem;
              }
            </style>
          </head>
          <body>
            ${body}
          </body>
        </html>`.markup,
    );
}

/** Answers with text that no browser takes for anything else. */
export function sendText(
  response: Response,
  text: string | Buffer,
  status: number = 200,
): void {
  response
    .status(status)
    .setHeader('X-Content-Type-Options', 'nosniff')
    .type('text/plain')
    .send(text);
}
