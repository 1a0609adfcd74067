import { generate } from 'lean-qr';

/** Modules of blank around the code, as readers need. */
const QUIET_ZONE = 4;

/** A text as a QR code, drawn dark on white whatever the page looks like. */
export function QrPicture({ text, label }: { readonly text: string; readonly label: string }) {
  const code = generate(text);
  const side = code.size + 2 * QUIET_ZONE;
  const squares: string[] = [];
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) squares.push(`M${x},${y}h1v1h-1z`);
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}>
      <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width={side} height={side} fill="#fff" />
      <path d={squares.join('')} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
