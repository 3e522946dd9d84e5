import { RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * Whoever comes by an address that names something within, by its id after the
 * `#`, finds it in view and focused. Once: what changes later moves nothing.
 */
export function useAddressed<E extends Element>(): RefObject<E> {
  const within = useRef<E>(null);
  const { hash, key } = useLocation();
  useEffect(() => {
    const named = document.getElementById(hash.slice(1));
    if (!named || !within.current?.contains(named)) return;
    // No longer than that: a click would focus it as well.
    named.tabIndex = -1;
    named.addEventListener('blur', () => named.removeAttribute('tabindex'), {
      once: true,
    });
    named.focus();
  }, [hash, key]);
  return within;
}
