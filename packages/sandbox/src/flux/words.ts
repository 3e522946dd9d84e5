/** What an error says, whatever was thrown: by shape, as errors cross realms. */
export function wordsOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
