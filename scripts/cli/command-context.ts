import type { Environment } from '@sunbeon/service-kit';
import type { KnownStack } from './known-stack.ts';
import type { Output } from './output.ts';

/** What every command is given. */
export interface CommandContext {
  readonly env: Environment;
  readonly stack: () => Promise<KnownStack>;
  readonly output: () => Output;
  /** Tells how far a long command has come: one line on stderr. */
  readonly tell: (progress: Readonly<Record<string, string | number>>) => Promise<void>;
}
