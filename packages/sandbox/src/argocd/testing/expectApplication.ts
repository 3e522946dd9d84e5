import { ApiClient } from './createApiClient';
import { applicationShape, missingFields } from './applicationShape';
import { strangeFields } from './shape';

/** The API answers with the application as the real one would, and with all that is essential. */
export async function expectApplication(
  client: ApiClient,
  name: string,
  essential: string[],
) {
  const answer = await client.ask(`/api/v1/applications/${name}`);
  const { status, headers, body } = answer;
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^application\/json/);
  expect(headers['grpc-metadata-content-type']).toBe('application/grpc');
  expect(strangeFields(body, applicationShape)).toEqual([]);
  expect(missingFields(body, essential)).toEqual([]);
  return body;
}
