import type { Response } from 'express';

/** As the API server does: no charset, no ETag. */
export function sendJson(
  res: Response,
  code: number,
  body: object,
  type = 'application/json',
): void {
  res.statusCode = code;
  res.setHeader('Content-Type', type);
  res.end(JSON.stringify(body));
}

export function sendText(res: Response, code: number, text: string): void {
  res.statusCode = code;
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.end(text);
}
