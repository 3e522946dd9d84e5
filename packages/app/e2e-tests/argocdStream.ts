const URL_OF_ARGOCD = process.env.ARGOCD_URL ?? 'http://127.0.0.1:7011';
const TOKEN = 'sandbox-argocd-token';

/** The engine's own event stream for one application, past what it begins with. */
export async function openArgocdStream(application: string) {
  const abort = new AbortController();
  const response = await fetch(
    `${URL_OF_ARGOCD}/api/v1/stream/applications?name=${application}`,
    { headers: { authorization: `Bearer ${TOKEN}` }, signal: abort.signal },
  );
  if (!response.ok || !response.body) {
    throw new Error(`The Argo CD of the sandbox answered ${response.status}`);
  }
  const chunks = response.body.getReader();
  // The first chunk is the application as it is.
  await chunks.read();
  return {
    /** Resolves with the next event. */
    next: async () => void (await chunks.read()),
    close: () => abort.abort(),
  };
}
