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
  const show = (next: FleetView) => setSearch(writeFleetView(next));
  return {
    view,
    change: part => show({ ...view, ...part }),
    clear: () => show({ orderBy: view.orderBy }),
  };
}
