import { parseArgs } from 'node:util';
import { EmbeddedError } from '@sunbeon/embedded';
import { MigrationError } from '@sunbeon/migrations';
import { ConfigError } from '@sunbeon/service-kit';
import { launch } from './launch.ts';
import { StackError } from './stack-error.ts';

const KNOWN_ERRORS = [StackError, EmbeddedError, ConfigError, MigrationError];

try {
  const { values } = parseArgs({ options: { 'no-demo': { type: 'boolean' }, dev: { type: 'boolean' } } });
  await launch(process.env, { demo: values['no-demo'] !== true, fromSource: values.dev === true });
  process.exit(0);
} catch (error) {
  const known = KNOWN_ERRORS.some((kind) => error instanceof kind);
  const usage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(
    `sunbeon: ${error instanceof Error ? (known || usage ? error.message : error.stack) : String(error)}\n`,
  );
  process.exit(1);
}
