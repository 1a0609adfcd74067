import type { ReactNode } from 'react';

interface TablePlaceProps {
  /** What the table is of; read to who cannot see it. */
  readonly caption: string;
  /** Its head and body. */
  readonly children: ReactNode;
}

/** A table, with what is wider than the page within reach: it is scrolled sideways by itself, by keys too. */
export function TablePlace({ caption, children }: TablePlaceProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is scrolled has to be reached by the keyboard
    <section className="table-place" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="unseen">{caption}</caption>
        {children}
      </table>
    </section>
  );
}
