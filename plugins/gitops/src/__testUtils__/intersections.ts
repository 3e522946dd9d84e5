/** What jsdom lacks: somebody who looks, and sees the end when a test says so. */
const watching = new Set<{ see: () => void }>();

class TestObserver implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = '';
  readonly scrollMargin = '';
  readonly thresholds = [];
  readonly #watched = { see: () => {} };

  constructor(callback: IntersectionObserverCallback) {
    const box = new DOMRect();
    this.#watched.see = () =>
      callback(
        [
          {
            isIntersecting: true,
            intersectionRatio: 1,
            boundingClientRect: box,
            intersectionRect: box,
            rootBounds: null,
            target: document.body,
            time: 0,
          },
        ],
        this,
      );
  }

  observe() {
    watching.add(this.#watched);
  }

  unobserve() {
    watching.delete(this.#watched);
  }

  disconnect() {
    watching.delete(this.#watched);
  }

  takeRecords() {
    return [];
  }
}

/** From now on elements can come into view, until the test is over. */
export function watchIntersections(): void {
  Object.defineProperty(globalThis, 'IntersectionObserver', {
    configurable: true,
    value: TestObserver,
  });
}

/** The end of every list comes into view. */
export function atTheEnd(): void {
  [...watching].forEach(({ see }) => see());
}
