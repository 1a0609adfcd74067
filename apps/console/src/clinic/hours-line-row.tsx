import { Button } from '../parts/button.tsx';
import { useWords } from '../text/words.ts';
import { clockTyped, type WrittenLine } from './hours-lines.ts';
import { hoursWords } from './hours-words.ts';
import { clinicWords } from './words.ts';

interface HoursLineRowProps {
  readonly line: WrittenLine;
  /** Which line it is, from 1 on. */
  readonly turn: number;
  readonly isWrong: boolean;
  readonly onChange: (line: WrittenLine) => void;
  readonly onRemove: () => void;
}

/** The fields of one line of the hours. */
export function HoursLineRow({ line, turn, isWrong, onChange, onRemove }: HoursLineRowProps) {
  const words = useWords(hoursWords);
  const { weekdays } = useWords(clinicWords);
  const field = (name: string) => ({ label: words.of(name, turn), isWrong });
  return (
    <tr>
      <td>
        <select
          aria-label={words.of(words.weekday, turn)}
          aria-invalid={isWrong || undefined}
          value={line.weekday}
          onChange={({ target }) => onChange({ ...line, weekday: Number(target.value) })}
        >
          {weekdays.map((name, weekday) => (
            <option key={name} value={weekday}>
              {name}
            </option>
          ))}
        </select>
      </td>
      <ClockCell {...field(words.opens)} value={line.opens} onChange={(opens) => onChange({ ...line, opens })} />
      <ClockCell {...field(words.closes)} value={line.closes} onChange={(closes) => onChange({ ...line, closes })} />
      <TextCell
        {...field(words.every)}
        isNumber
        value={line.everyMinutes}
        onChange={(everyMinutes) => onChange({ ...line, everyMinutes })}
      />
      <TextCell
        {...field(words.capacity)}
        isNumber
        value={line.capacity}
        onChange={(capacity) => onChange({ ...line, capacity })}
      />
      <TextCell {...field(words.product)} value={line.product} onChange={(product) => onChange({ ...line, product })} />
      <td>
        <Button kind="quiet" label={words.removeLine(turn)} onPress={onRemove}>
          {words.remove}
        </Button>
      </td>
    </tr>
  );
}

interface CellProps {
  readonly label: string;
  readonly isWrong: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time of day as the house writes it, by 24 hours; the browser's own field would go by the device. */
function ClockCell({ onChange, ...cell }: CellProps) {
  return <TextCell {...cell} isNumber onChange={onChange} onLeave={(typed) => onChange(clockTyped(typed))} />;
}

interface TextCellProps extends CellProps {
  readonly isNumber?: boolean;
  readonly onLeave?: (typed: string) => void;
}

function TextCell({ label, isWrong, value, onChange, isNumber = false, onLeave }: TextCellProps) {
  return (
    <td>
      <input
        aria-label={label}
        aria-invalid={isWrong || undefined}
        className={isNumber ? 'short' : undefined}
        inputMode={isNumber ? 'numeric' : undefined}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onBlur={({ target }) => onLeave?.(target.value)}
      />
    </td>
  );
}
