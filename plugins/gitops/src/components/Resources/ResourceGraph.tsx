import { useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Application,
  ManagedResource,
} from '@backstage-gitops/plugin-gitops-common';
import {
  ApplicationMarks,
  gitopsTranslationRef,
  QuietText,
} from '@backstage-gitops/plugin-gitops-react';
import { Button, Text } from '@backstage/ui';
import {
  ResourceNode,
  resourceTree,
  Siblings,
  siblingsOf,
} from '../../rules/resourceTree';
import { ResourceBox } from './ResourceBox';
import styles from './Resources.module.css';

interface Place {
  home?: string;
  isAtTop: boolean;
}

const Node = ({ node, home, isAtTop }: Place & { node: ResourceNode }) => (
  <li className={styles.node}>
    <ResourceBox resource={node.resource} home={home} isAtTop={isAtTop} />
    {node.children.length > 0 && (
      <Branch nodes={node.children} home={home} isAtTop={false} />
    )}
  </li>
);

const OfOneKind = ({
  siblings: { kind, shown, rest },
  ...place
}: Place & { siblings: Siblings }) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {[...shown, ...(isOpen ? rest : [])].map(node => (
        <Node key={node.key} node={node} {...place} />
      ))}
      {rest.length > 0 && (
        <li className={styles.node}>
          <Button
            size="small"
            variant="tertiary"
            aria-expanded={isOpen}
            onPress={() => setOpen(!isOpen)}
          >
            {isOpen
              ? t('resources.fewer', { kind })
              : t('resources.more', { count: rest.length, kind })}
          </Button>
        </li>
      )}
    </>
  );
};

// A function, to be within what it holds.
function Branch({ nodes, ...place }: Place & { nodes: ResourceNode[] }) {
  return (
    <ul className={styles.branch}>
      {siblingsOf(nodes).map(siblings => (
        <OfOneKind key={siblings.key} siblings={siblings} {...place} />
      ))}
    </ul>
  );
}

/** From left to right: the application, what it applies, what controllers made for that. */
export const ResourceGraph = ({
  application,
  items,
}: {
  application: Application;
  items: ManagedResource[];
}) => {
  const { t } = useTranslationRef(gitopsTranslationRef);
  const roots = useMemo(() => resourceTree(items), [items]);
  return (
    // What is wide scrolls by itself, also by keyboard.
    <div
      className={styles.scroller}
      role="region"
      aria-label={t('resources.graph')}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <ul className={styles.tree}>
        <li className={styles.node}>
          <div className={styles.box}>
            <QuietText as="p" variant="body-x-small">
              {application.kind}
            </QuietText>
            <Text as="p" variant="body-small" weight="bold">
              {application.name}
            </Text>
            <ApplicationMarks application={application} />
          </div>
          <Branch
            nodes={roots}
            home={application.destination.namespace}
            isAtTop
          />
        </li>
      </ul>
    </div>
  );
};
