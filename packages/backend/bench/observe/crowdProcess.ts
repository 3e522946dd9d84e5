/** The engines that are observed. Arguments: Argo CDs, clusters, applications of each. */
import { startCrowd } from 'sandbox';
import { answer } from './children';

const size = process.argv.slice(2).map(Number);
const starting = startCrowd({
  argocds: size[0],
  clusters: size[1],
  applications: size[2],
});
// Said by `describe`, for which the benchmark waits.
starting.catch(() => {});

answer({
  async describe() {
    const { git, argocds, clusters, applications } = await starting;
    return { git, argocds, clusters, applications };
  },
  async requests(since) {
    const crowd = await starting;
    return crowd.requests().filter(({ at }) => at >= Number(since));
  },
  async change(instance, application) {
    const crowd = await starting;
    crowd.change(instance, application);
  },
});
