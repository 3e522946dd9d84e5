/** The portal's own backend, and what it holds in memory. */
import { performance } from 'node:perf_hooks';
import '../../src/index';
import { answer } from './children';

/** So often the heap is looked at, in milliseconds. */
const LOOK_MS = 20;

let highest = 0;
let watching: NodeJS.Timeout | undefined;
let used = performance.eventLoopUtilization();

function look() {
  highest = Math.max(highest, process.memoryUsage().heapUsed);
}

answer({
  watchHeap() {
    highest = 0;
    watching = setInterval(look, LOOK_MS);
  },
  highestHeap() {
    look();
    clearInterval(watching);
    return highest;
  },
  /** Share of the time, since it was asked last, in which it had something to do. */
  utilization() {
    const before = used;
    used = performance.eventLoopUtilization();
    return performance.eventLoopUtilization(used, before).utilization;
  },
  memory() {
    // What is freed by the first may leave more to free.
    for (let n = 0; n < 3; n++) globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsed, rss };
  },
});
