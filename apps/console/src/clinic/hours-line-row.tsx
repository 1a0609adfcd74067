import { Button } from '../parts/button.tsx';
import { useWords } from '../text/words.ts';
import type { WrittenLine } from './hours-lines.ts';
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
  const field = (name: string) => ({ 'aria-label': words.of(name, turn), 'aria-invalid': isWrong || undefined });
  return (
    <tr>
      <td>
        <select
          {...field(words.weekday)}
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
      <td>
        <input
          {...field(words.opens)}
          type="time"
          value={line.opens}
          onChange={({ target }) => onChange({ ...line, opens: target.value })}
        />
      </td>
      <td>
        <input
          {...field(words.closes)}
          type="time"
          value={line.closes}
          onChange={({ target }) => onChange({ ...line, closes: target.value })}
        />
      </td>
      <td>
        <input
          {...field(words.every)}
          className="short"
          inputMode="numeric"
          value={line.everyMinutes}
          onChange={({ target }) => onChange({ ...line, everyMinutes: target.value })}
        />
      </td>
      <td>
        <input
          {...field(words.capacity)}
          className="short"
          inputMode="numeric"
          value={line.capacity}
          onChange={({ target }) => onChange({ ...line, capacity: target.value })}
        />
      </td>
      <td>
        <input
          {...field(words.product)}
          value={line.product}
          onChange={({ target }) => onChange({ ...line, product: target.value })}
        />
      </td>
      <td>
        <Button kind="quiet" label={words.removeLine(turn)} onPress={onRemove}>
          {words.remove}
        </Button>
      </td>
    </tr>
  );
}
