/** The engines that are observed. Arguments: Argo CDs, clusters with one, clusters with Flux, applications of each. */
import { startCrowd } from 'sandbox';
import { answer } from '../harness/children';

const size = process.argv.slice(2).map(Number);
const starting = startCrowd({
  argocds: size[0],
  argocdClusters: size[1],
  clusters: size[2],
  applications: size[3],
});
// Said by `describe`, for which the benchmark waits.
starting.catch(() => {});

process.on('SIGTERM', async () => {
  const crowd = await starting;
  await crowd.stop();
  process.exit();
});

answer({
  async describe() {
    const { change: _, requests: __, stop: ___, ...told } = await starting;
    return told;
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
