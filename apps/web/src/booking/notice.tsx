interface Props {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly href: string;
}

/** One thing to know and one way on. */
export function Notice({ title, text, action, href }: Props) {
  return (
    <section className="outcome">
      <h2 className="verdict">{title}</h2>
      <p>{text}</p>
      <div className="actions">
        <a className="button" href={href}>
          {action}
        </a>
      </div>
    </section>
  );
}
