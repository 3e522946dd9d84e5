import { ReactNode } from 'react';
import { QuietText } from '@backstage-gitops/plugin-gitops-react';

/** One thing that is known of something, below what it is. */
export const Fact = ({
  label,
  as = 'h4',
  children,
}: {
  label: string;
  /** Its place among the headings. */
  as?: 'h3' | 'h4';
  children: ReactNode;
}) => (
  <div>
    <QuietText as={as} variant="body-x-small">
      {label}
    </QuietText>
    {children}
  </div>
);
