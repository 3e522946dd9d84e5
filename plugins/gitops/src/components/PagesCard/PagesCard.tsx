import { ReactElement, ReactNode } from 'react';
import {
  LivePages,
  ProblemNote,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ShowMore } from '../ShowMore';

/**
 * A card with a list that comes in pages: while it comes, none, why not, and more
 * (where the list itself does not go on).
 */
export const PagesCard = <T extends { items: unknown[] }>({
  name,
  title,
  hint,
  pages,
  skeleton,
  none,
  more,
  above,
  children,
}: {
  /** What it is found by. */
  name: string;
  title: string;
  hint: string;
  pages: LivePages<T>;
  skeleton: ReactElement;
  none: ReactNode;
  more?: string;
  /** What the list is narrowed with. */
  above?: ReactNode;
  children: (value: T) => ReactNode;
}) => {
  const { value, error, isLoading, retry } = pages;
  return (
    <Card data-gitops={name}>
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold">
          {title}
        </Text>
        <QuietText as="p" variant="body-small">
          {hint}
        </QuietText>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {above}
          {error && (
            <ProblemNote
              error={error}
              retry={retry}
              hasValue={value !== undefined}
            />
          )}
          {isLoading && !value && skeleton}
          {value && children(value)}
          {value?.items.length === 0 && none && <QuietText>{none}</QuietText>}
          {more && <ShowMore pages={pages}>{more}</ShowMore>}
        </Flex>
      </CardBody>
    </Card>
  );
};
