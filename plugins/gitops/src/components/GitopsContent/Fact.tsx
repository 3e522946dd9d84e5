import { ReactNode } from 'react';
import { QuietText } from '@backstage-gitops/plugin-gitops-react';

/** One thing that is known of an application, below what it is. */
export const Fact = ({
  label,
  children,
}: {
  label: string;
  children: ReactNode;
}) => (
  <div>
    <QuietText as="h4" variant="body-x-small">
      {label}
    </QuietText>
    {children}
  </div>
);
