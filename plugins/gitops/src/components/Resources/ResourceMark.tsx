import { HealthyMark, StateMark } from '@backstage-gitops/plugin-gitops-react';
import { healthOf, syncOf } from '../../rules/resourceState';

/** What is said of a resource in one respect; nothing where nothing is said. */
export const ResourceMark = ({
  mark,
}: {
  mark: ReturnType<typeof syncOf | typeof healthOf>;
}) => {
  if (!mark) return null;
  const { word, tone } = mark;
  return word === 'Healthy' ? (
    <HealthyMark />
  ) : (
    <StateMark mark={{ word, tone }} />
  );
};
