import { HealthyMark, StateMark } from '@backstage-gitops/plugin-gitops-react';
import { healthOf, syncOf } from '../../rules/resourceState';
import { useResourceWord } from './useResourceWord';

/** What is said of a resource in one respect; nothing where nothing is said. */
export const ResourceMark = ({
  mark,
}: {
  mark: ReturnType<typeof syncOf | typeof healthOf>;
}) => {
  const textOf = useResourceWord();
  if (!mark) return null;
  const { word, tone } = mark;
  return word === 'Healthy' ? (
    <HealthyMark />
  ) : (
    <StateMark mark={{ word, tone }} text={textOf(word)} />
  );
};
