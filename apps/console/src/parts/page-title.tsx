import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../text/words.ts';

const name = { ko: '순번 관리', en: 'Sunbeon console' } as const;

/** The first page of a visit begins at the top, where the browser is by itself. */
let hasBegun = false;

interface PageTitleProps {
  readonly children: string;
  /** What belongs beside the title: a few words or a button. */
  readonly beside?: ReactNode;
}

/** The heading of a page: also the title of the tab, and where the focus goes when the page is opened. */
export function PageTitle({ children, beside }: PageTitleProps) {
  const console = useWords(name);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · ${console}`;
  }, [children, console]);
  useEffect(() => {
    if (hasBegun) heading.current?.focus();
    hasBegun = true;
  }, []);
  return (
    <div className="page-title">
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {beside}
    </div>
  );
}
