import { RefObject, useEffect, useRef } from 'react';

/**
 * Tells when an element comes into view, and once more whenever `again` changes
 * while it is there. Never, where the browser cannot tell.
 */
export function useSeen<E extends Element>(
  onSeen: (() => void) | undefined,
  again: unknown,
): RefObject<E> {
  const ref = useRef<E>(null);
  const call = useRef(onSeen);
  useEffect(() => {
    call.current = onSeen;
  });
  useEffect(() => {
    if (!ref.current || typeof IntersectionObserver === 'undefined') {
      return undefined;
    }
    const observer = new IntersectionObserver(entries => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        call.current?.();
      }
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [again]);
  return ref;
}
