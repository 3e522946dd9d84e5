/** Text without the user and password of a URL; who a ssh URL logs in as is no secret. */
export function stripCredentials(text: string): string {
  return text
    .replace(/(https?:\/\/)[^/\s@]*@/gi, '$1')
    .replace(/([a-z][a-z0-9+.-]{0,20}:\/\/[^/\s:@]*):[^/\s@]*@/gi, '$1@');
}

/** The same value, with no credentials in any of its texts. */
export function withoutCredentials<T>(value: T): T {
  const json = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? stripCredentials(part) : part,
  );
  // Only texts that hold URLs are replaced, by texts: the shape is the same.
  return JSON.parse(json) as T;
}
