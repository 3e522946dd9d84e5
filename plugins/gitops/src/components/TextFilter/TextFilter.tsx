import { useEffect, useRef, useState } from 'react';
import { SearchField } from '@backstage/ui';

/** Typing is over after so long, in ms. */
const TYPED_MS = 300;

/** A text to search for, written to the address once typing is over. */
export const TextFilter = ({
  label,
  text,
  className,
  onChange,
}: {
  label: string;
  text: string;
  className?: string;
  onChange: (text: string) => void;
}) => {
  const [typed, setTyped] = useState(text);
  const [isTyping, setTyping] = useState(false);
  const write = useRef(onChange);
  useEffect(() => {
    write.current = onChange;
  });
  useEffect(() => {
    if (!isTyping) return undefined;
    const timer = setTimeout(() => {
      setTyping(false);
      write.current(typed.trim());
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, isTyping]);
  // Who goes back finds what the address says; else a space at the end stays.
  const isOwn = isTyping || typed.trim() === text;
  return (
    <SearchField
      className={className}
      size="small"
      aria-label={label}
      placeholder={label}
      value={isOwn ? typed : text}
      onChange={value => {
        setTyped(value);
        setTyping(true);
      }}
    />
  );
};
