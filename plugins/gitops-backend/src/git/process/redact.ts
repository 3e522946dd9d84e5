const MAX_LENGTH = 240;

/** The words of git that say why, without what must stay secret, as one line. */
export function describeFailure(
  stderr: string,
  secrets: readonly string[],
): string {
  let text = stderr;
  for (const secret of secrets) {
    if (secret.length > 0) text = text.split(secret).join('***');
  }
  text = text
    .replace(/\/\/[^\s/@']+@/g, '//***@')
    .replace(/(authorization:?\s*(basic|bearer|token)?\s*)\S+/gi, '$1***');
  const lines = text
    .split(/[\r\n]+/)
    .map(line => line.replace(/\p{Cc}/gu, ' ').trim())
    .filter(line => line.length > 0);
  const telling = lines.filter(line => /^(fatal|error|remote):/i.test(line));
  const said = (telling.length > 0 ? telling : lines)
    .map(line => line.replace(/^(fatal|error):\s*/i, ''))
    .join('; ');
  return said.length > MAX_LENGTH ? `${said.slice(0, MAX_LENGTH)}…` : said;
}
