import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Link } from 'react-router';

export interface Column<Row> {
  readonly key: string;
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  readonly align?: 'end';
}

/** How a row is opened, if it is: by its address, or in place. */
export interface Opening<Row> {
  readonly urlOf?: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  /** Whether the row is the one opened in place. */
  readonly isOpen?: (row: Row) => boolean;
}

interface TableRowsProps<Row> extends Opening<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
}

/** Steps from row to row; one row at a time can be reached by the tab key. */
export function TableRows<Row>({ rows, columns, rowKey, ...opening }: TableRowsProps<Row>) {
  const [at, setAt] = useState(0);
  const reached = Math.min(at, rows.length - 1);
  const opens = opening.urlOf !== undefined || opening.onOpen !== undefined;
  return (
    <tbody>
      {rows.map((row, index) => (
        <tr key={rowKey(row)} className={opens ? 'opens' : undefined} onFocus={() => setAt(index)}>
          {columns.map(({ key, cell, align }, column) => (
            <td key={key} className={align === 'end' ? 'end' : undefined}>
              {column === 0 && opens ? (
                <Opener row={row} reached={index === reached} {...opening}>
                  {cell(row)}
                </Opener>
              ) : (
                cell(row)
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

interface OpenerProps<Row> extends Opening<Row> {
  readonly row: Row;
  readonly reached: boolean;
  readonly children: ReactNode;
}

function Opener<Row>({ row, reached, children, urlOf, onOpen, isOpen }: OpenerProps<Row>) {
  const tabIndex = reached ? 0 : -1;
  if (urlOf !== undefined)
    return (
      <Link className="opener" to={urlOf(row)} tabIndex={tabIndex} onKeyDown={stepBetweenRows}>
        {children}
      </Link>
    );
  return (
    <button
      type="button"
      className="opener"
      tabIndex={tabIndex}
      aria-expanded={isOpen?.(row)}
      onClick={() => onOpen?.(row)}
      onKeyDown={stepBetweenRows}
    >
      {children}
    </button>
  );
}

const STEPS = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 10],
  ['PageUp', -10],
  ['Home', Number.NEGATIVE_INFINITY],
  ['End', Number.POSITIVE_INFINITY],
]);

function stepBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS.get(event.key);
  const rows = event.currentTarget.closest('tbody');
  const openers = [...(rows?.querySelectorAll<HTMLElement>('.opener') ?? [])];
  const from = openers.indexOf(event.currentTarget);
  if (step === undefined || from === -1) return;
  event.preventDefault();
  openers[Math.max(0, Math.min(openers.length - 1, from + step))]?.focus();
}
