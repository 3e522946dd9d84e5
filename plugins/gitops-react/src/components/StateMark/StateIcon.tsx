import { DisplayWord } from '@backstage-gitops/plugin-gitops-common';
import { stateIcons } from './stateIcons';

/** The shape of a state, to stand beside its word. */
export const StateIcon = ({
  state,
  className,
}: {
  state: DisplayWord | 'Stale';
  className?: string;
}) => {
  const Icon = stateIcons[state];
  return <Icon className={className} fontSize="inherit" aria-hidden />;
};
