import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigationType } from 'react-router-dom';
import { SearchField } from '@backstage/ui';

/** Typing is over after so long, in ms. */
const TYPED_MS = 300;
/** The backend takes no longer one, see `queryText`. */
const MAX_LENGTH = 200;

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
  const { key } = useLocation();
  const isBack = useNavigationType() === 'POP';
  const [keyBefore, setKeyBefore] = useState(key);
  if (key !== keyBefore) {
    setKeyBefore(key);
    // Who goes back while typing wants what was there.
    if (isBack) setTyping(false);
  }
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
      label={label}
      placeholder=""
      maxLength={MAX_LENGTH}
      value={isOwn ? typed : text}
      onChange={value => {
        setTyped(value);
        setTyping(true);
      }}
    />
  );
};
