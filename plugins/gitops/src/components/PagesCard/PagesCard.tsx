import { ReactElement, ReactNode } from 'react';
import {
  Announced,
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
  const { value, error, isLoading, isBefore, retry } = pages;
  const isEmpty = value?.items.length === 0;
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
          {isLoading && (!value || (isBefore && isEmpty)) && skeleton}
          {value && children(value)}
          <Announced>
            {isEmpty && !isBefore && none && <QuietText>{none}</QuietText>}
          </Announced>
          {more && <ShowMore pages={pages}>{more}</ShowMore>}
        </Flex>
      </CardBody>
    </Card>
  );
};
