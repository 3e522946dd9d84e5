import { Button } from '@backstage/ui';
import ArrowDownwardIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpwardIcon from '@material-ui/icons/ArrowUpward';

/** The head of a column that sorts by it. */
export const SortableHead = ({
  label,
  isDescending,
  onSort,
}: {
  label: string;
  /** Absent where it is sorted by something else. */
  isDescending: boolean | undefined;
  onSort: () => void;
}) => {
  const isSorted = isDescending !== undefined;
  const direction = isDescending ? 'descending' : 'ascending';
  const Icon = isDescending ? ArrowDownwardIcon : ArrowUpwardIcon;
  return (
    <th scope="col" aria-sort={isSorted ? direction : undefined}>
      <Button
        size="small"
        variant="tertiary"
        iconEnd={isSorted ? <Icon fontSize="inherit" aria-hidden /> : undefined}
        onPress={onSort}
      >
        {label}
      </Button>
    </th>
  );
};
