import { RefObject, useEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router-dom';

/**
 * Whoever comes by an address that names something within, by its id after the
 * `#`, finds it in view and focused. Once: what changes later moves nothing, nor
 * does going back to that address from what was opened here.
 */
export function useAddressed<E extends Element>(): RefObject<E> {
  const within = useRef<E>(null);
  const { hash, key } = useLocation();
  const isBack = useNavigationType() === 'POP';
  const isHere = useRef(false);
  useEffect(() => {
    if (isHere.current && isBack) return;
    isHere.current = true;
    const named = document.getElementById(hash.slice(1));
    if (!named || !within.current?.contains(named)) return;
    // No longer than that: a click would focus it as well.
    named.tabIndex = -1;
    named.addEventListener('blur', () => named.removeAttribute('tabindex'), {
      once: true,
    });
    named.focus();
  }, [hash, key, isBack]);
  return within;
}
