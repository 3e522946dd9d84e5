import { useSearchParams } from 'react-router-dom';
import { FleetView, readFleetView, writeFleetView } from '../../rules/fleetUrl';

/** What the page shows, kept in its address. */
export function useFleetView(): {
  view: FleetView;
  change: (part: FleetView) => void;
  clear: () => void;
} {
  const [search, setSearch] = useSearchParams();
  const view = readFleetView(search);
  return {
    view,
    change: part =>
      setSearch(writeFleetView({ ...view, ...part }), {
        // A text that is typed on and on is one step back.
        replace: Boolean(view.text && part.text),
      }),
    clear: () => setSearch(writeFleetView({ orderBy: view.orderBy })),
  };
}
