import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate that no machine trusts by itself, made in `directory`, and its key. */
export function madeCertificate(directory: string, host: string) {
  const file = join(directory, 'ca.pem');
  const keyFile = join(directory, 'key.pem');
  const names = `subjectAltName=DNS:${host},IP:127.0.0.1`;
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
      ...['-keyout', keyFile, '-out', file],
      ...['-subj', `/CN=${host}`, '-addext', names],
    ],
    { stdio: 'pipe' },
  );
  return { file, cert: readFileSync(file), key: readFileSync(keyFile) };
}
