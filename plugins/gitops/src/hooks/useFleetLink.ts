import { useRouteRef } from '@backstage/core-plugin-api';
import { rootRouteRef } from '../routes';
import { FleetView, writeFleetView } from '../rules/fleetUrl';

/** The address of the fleet as that view has it; nothing where the app has no such page. */
export function useFleetLink(): (view: FleetView) => string | undefined {
  const page = useFleetPage();
  return view =>
    page && `${page.replace(/\/$/, '')}/applications?${writeFleetView(view)}`;
}

function useFleetPage(): string | undefined {
  try {
    return useRouteRef(rootRouteRef)();
  } catch {
    // Thrown where the page is not mounted, which an app is free not to do.
    return undefined;
  }
}
