import { Select } from '@backstage/ui';

/** The value of the choice that narrows nothing. */
export const ALL = '';

interface Option {
  value: string;
  label: string;
}

/** One of several values, or all of them. */
export const Choice = ({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  options: Option[];
  onChange: (value: string | undefined) => void;
}) => {
  // What is chosen stays among the choices, also when nothing is left of it.
  const isGone = value && !options.some(option => option.value === value);
  return (
    <Select
      size="small"
      label={label}
      options={[...options, ...(isGone ? [{ value, label: value }] : [])].map(
        option => ({ id: option.value, label: option.label }),
      )}
      value={value ?? ALL}
      onChange={key => onChange(key ? String(key) : undefined)}
    />
  );
};
