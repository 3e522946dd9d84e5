import { screen } from '@testing-library/react';
import { ResponseError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/test-utils';
import { ProblemNote } from './ProblemNote';

async function answered(status: number, type: string, body: string) {
  return ResponseError.fromResponse(
    new Response(body, { status, headers: { 'content-type': type } }),
  );
}

function inJson(message: string) {
  return JSON.stringify({
    error: { name: 'NotAllowedError', message },
    response: { statusCode: 403 },
  });
}

describe('ProblemNote', () => {
  it('names the permission that is missing', async () => {
    const error = await answered(403, 'application/json', inJson('Refused'));
    await renderInTestApp(<ProblemNote error={error} hasValue={false} />);
    expect(screen.getByRole('alert')).toHaveTextContent(
      'gitops.application.read',
    );
  });

  it('has the words of the backend where something else was refused', async () => {
    const error = await answered(
      403,
      'application/json; charset=utf-8',
      inJson('Only team-shop may sync checkout.'),
    );
    await renderInTestApp(
      <ProblemNote title="That did not work" error={error} hasValue={false} />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'That did not workOnly team-shop may sync checkout.',
    );
  });

  it('does not show the page of a proxy', async () => {
    const error = await answered(502, 'text/html', '<html>nginx</html>');
    await renderInTestApp(<ProblemNote error={error} hasValue={false} />);
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The portal answered 502',
    );
    expect(screen.queryByText(/nginx/)).not.toBeInTheDocument();
  });
});
