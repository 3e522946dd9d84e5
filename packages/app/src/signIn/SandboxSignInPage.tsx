import { useState } from 'react';
import { ProxiedSignInPage } from '@backstage/core-components';
import { IdentityApi, SignInPageProps } from '@backstage/core-plugin-api';
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Container,
  Flex,
  Text,
} from '@backstage/ui';
import { rememberedUser } from './rememberedUser';

const USERS = [
  {
    login: 'robin',
    name: 'Robin Example',
    about:
      'Team Shop. Owns checkout, storefront-web, catalog-api and image-resizer.',
  },
  {
    login: 'kim',
    name: 'Kim Example',
    about: 'Team Platform. Owns none of these, but sees the whole fleet.',
  },
];

/** Signing in to the sandbox: one click, nothing to type. */
export const SandboxSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const [user, setUser] = useState(rememberedUser.get());

  if (user) {
    return (
      <ProxiedSignInPage
        provider="sandbox"
        headers={{ 'x-sandbox-user': user }}
        onSignInSuccess={identity => onSignInSuccess(forgetting(identity))}
      />
    );
  }

  const pick = (login: string) => {
    rememberedUser.set(login);
    setUser(login);
  };
  return (
    <Container>
      <main>
        <Flex direction="column" gap="4" py="6" style={{ maxWidth: 480 }}>
          <Text as="h1" variant="title-medium">
            Who are you today?
          </Text>
          {USERS.map(({ login, name, about }) => (
            <Card key={login}>
              <CardHeader>
                <Text as="h2" variant="title-x-small">
                  {name}
                </Text>
              </CardHeader>
              <CardBody>
                <Flex direction="column" gap="3" align="start">
                  <Text>{about}</Text>
                  <Button onPress={() => pick(login)}>
                    {`Sign in as ${name}`}
                  </Button>
                </Flex>
              </CardBody>
            </Card>
          ))}
        </Flex>
      </main>
    </Container>
  );
};

/** The identity, except that signing out also forgets whom to be next time. */
function forgetting(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      rememberedUser.clear();
      await identity.signOut();
    },
  };
}
