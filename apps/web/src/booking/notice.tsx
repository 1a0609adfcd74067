interface Props {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** Where the way on leads … */
  readonly href?: string;
  /** … or what it does. */
  readonly onAction?: () => void;
}

/** One thing to know and one way on. */
export function Notice({ title, text, action, href, onAction }: Props) {
  return (
    <section className="outcome">
      <h2 className="verdict" tabIndex={-1}>
        {title}
      </h2>
      <p>{text}</p>
      <div className="actions">
        {onAction === undefined ? (
          <a className="button" href={href}>
            {action}
          </a>
        ) : (
          <button type="button" className="button" onClick={onAction}>
            {action}
          </button>
        )}
      </div>
    </section>
  );
}
