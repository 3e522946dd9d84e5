import { KeyboardEvent, useState } from 'react';

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowLeft: at => Math.max(0, at - 1),
  ArrowRight: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * A group of buttons that is one stop for Tab, and whose arrows lead from one to
 * the next.
 * @param ids - of the buttons, in their order on the page
 */
export function useArrowKeys(ids: string[]): {
  /** The one that Tab comes to. */
  reachable: string | undefined;
  /** To be told which of them has the focus. */
  onReach: (id: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
} {
  const [reached, onReach] = useState<string>();
  return {
    reachable: ids.find(id => id === reached) ?? ids[0],
    onReach,
    onKeyDown: event => {
      const step = STEPS[event.key];
      if (!step) return;
      const buttons = [...event.currentTarget.querySelectorAll('button')];
      const at = buttons.findIndex(button => button === event.target);
      buttons[step(at, buttons.length - 1)]?.focus();
      event.preventDefault();
    },
  };
}
