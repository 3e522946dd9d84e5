import { HelmRelease, parseHelmRelease } from '../project/helmRelease';
import { projectHelmRelease } from '../project/projectHelmRelease';
import { FindSource, parseSource } from '../project/source';
import { recording } from './recordings';

const [repository] = Object(recording('helm-repositories')).items;

export function recordedRelease(name: string) {
  const { object, source } = recording(`helm/${name}`);
  const release = parseHelmRelease(object);
  if (!release) throw new Error(`${name} is no HelmRelease`);
  const findSource: FindSource = ({ kind }) =>
    parseSource(kind === 'HelmRepository' ? repository : source) ?? 'missing';
  return { release, findSource };
}

export const helmOptions = { cluster: 'edge' };

/** A recorded HelmRelease, perhaps changed, as it is projected. */
export function projectRecordedRelease(
  name: string,
  change: (release: HelmRelease) => void = () => {},
) {
  const { release, findSource } = recordedRelease(name);
  change(release);
  return projectHelmRelease(release, findSource, helmOptions);
}
