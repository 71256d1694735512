import type { ReactNode } from 'react';
import { Input, Label, TextField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';

/** One of a few, as buttons beside each other. */
export function Choice<T extends string | number>(props: {
  label: string;
  choices: readonly { id: T; name: string }[];
  value: T;
  onChoose: (id: T) => void;
}) {
  const { label, choices, value, onChoose } = props;
  return (
    <div className="snapshot-choice">
      <span className="small" aria-hidden="true">
        {label}
      </span>
      <ToggleButtonGroup
        aria-label={label}
        className="segments"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => [...keys].forEach((key) => onChoose(key as T))}
      >
        {choices.map(({ id, name }) => (
          <ToggleButton key={id} id={id} className="segment">
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

/** One of many, as a list. */
export function Pick<T extends string>(props: {
  label: string;
  value: T;
  onChoose: (id: T) => void;
  children: ReactNode;
}) {
  const { label, value, onChoose, children } = props;
  return (
    <label className="snapshot-choice">
      <span className="small">{label}</span>
      <select
        className="field"
        value={value}
        onChange={(event) => onChoose(event.target.value as T)}
      >
        {children}
      </select>
    </label>
  );
}

/** A line of text. */
export function Words(props: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  maxLength?: number;
}) {
  const { label, value, onChange, maxLength } = props;
  return (
    <TextField
      className="snapshot-words"
      value={value}
      onChange={onChange}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      <Label className="small">{label}</Label>
      <Input className="field" />
    </TextField>
  );
}

/** A number that is told once it is sound; what is typed meanwhile stays. */
export function NumberField(props: {
  label: string;
  value: number;
  least: number;
  most: number;
  step?: number;
  onChange: (value: number) => void;
}) {
  const { label, value, least, most, step = 1, onChange } = props;
  return (
    <label className="snapshot-choice">
      <span className="small">{label}</span>
      <input
        className="field"
        type="number"
        min={least}
        max={most}
        step={step}
        defaultValue={value}
        onChange={(event) => {
          const number = event.target.valueAsNumber;
          if (event.target.validity.valid && Number.isFinite(number)) onChange(number);
        }}
      />
    </label>
  );
}

const mostDegrees = { latitude: 90, longitude: 180 } as const;

/** An angle on the earth, in degrees. */
export function DegreesField(props: {
  axis: keyof typeof mostDegrees;
  label?: string;
  value: number;
  step: number;
  onChange: (degrees: number) => void;
}) {
  const { axis, label = axis === 'latitude' ? 'Latitude °' : 'Longitude °', ...rest } = props;
  const most = mostDegrees[axis];
  return <NumberField {...{ label, most }} least={-most} {...rest} />;
}

/** A thing that is there or not. */
export function Check(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { label, checked, onChange } = props;
  return (
    <label className="snapshot-check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

/** Controls that belong together, to be folded away. */
export function Group(props: { title: string; isOpen?: boolean; children: ReactNode }) {
  const { title, isOpen = false, children } = props;
  return (
    <details className="snapshot-group" open={isOpen}>
      <summary>{title}</summary>
      <div className="snapshot-group-body">{children}</div>
    </details>
  );
}
