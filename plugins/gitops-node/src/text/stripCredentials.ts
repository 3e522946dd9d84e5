/** Text without the user and password of a URL; who a ssh URL logs in as is no secret. */
export function stripCredentials(text: string): string {
  return text
    .replace(/(https?:\/\/)[^/\s@]*@/gi, '$1')
    .replace(/([a-z][a-z0-9+.-]{0,20}:\/\/[^/\s:@]*):[^/\s@]*@/gi, '$1@');
}
