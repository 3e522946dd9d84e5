import { Application } from '@backstage-gitops/plugin-gitops-common';

/**
 * What to call applications to choose one of them: the name alone, with as much more
 * as tells those apart that share it. By id.
 */
export function choiceLabels(applications: Application[]): Map<string, string> {
  const labelOf = (application: Application, parts: number) =>
    partsOf(application).slice(0, parts).join(' · ');
  return new Map(
    applications.map(application => {
      const { length } = partsOf(application);
      const isAlone = (parts: number) =>
        applications.every(
          other =>
            other.id === application.id ||
            labelOf(other, parts) !== labelOf(application, parts),
        );
      let parts = 1;
      while (parts < length && !isAlone(parts)) parts++;
      return [application.id, labelOf(application, parts)];
    }),
  );
}

// What tells most people apart first.
function partsOf(application: Application): string[] {
  const { name, environment, instance, kind, namespace } = application;
  return [name, environment ?? '–', instance, kind, namespace];
}
