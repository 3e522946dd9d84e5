/** For LIKE with `escape '\'`: `%` and `_` stand for themselves. */
export function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
