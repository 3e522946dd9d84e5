/** The URL if it is http(s) without credentials, else null: text from outside is a link only then. */
export function safeLink(url: string | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    const isWeb = parsed.protocol === 'https:' || parsed.protocol === 'http:';
    return isWeb && !parsed.username && !parsed.password ? parsed.href : null;
  } catch {
    return null;
  }
}
