import { ConfigError, type Environment } from './config.ts';
import { createLogger } from './logger.ts';

/** Exit status for wrong configuration (sysexits.h). */
const EX_CONFIG = 78;
/** Longest a service may take to end once it was told to: what it waits for may be gone for good. */
export const STOP_LIMIT_MS = 12_000;

/**
 * The life of a service process: start it with the environment, keep it until SIGTERM, SIGINT or the end of the parent
 * that watches it, then let it finish what it has begun. A wrong setting ends in one line that names the variable.
 */
export async function runService(name: string, start: (env: Environment) => Promise<AsyncDisposable>): Promise<void> {
  const stopped = stopSignal().then(() => endAtLatest(name));
  try {
    const service = await start(process.env);
    process.send?.('ready');
    await stopped;
    await service[Symbol.asyncDispose]();
    process.exit(0);
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`${name}: ${error.message}\n`);
      process.exit(EX_CONFIG);
    }
    createLogger(name, 'fatal').fatal({ err: error }, 'could not start or stop');
    process.exit(1);
  }
}

function endAtLatest(name: string): void {
  setTimeout(() => {
    createLogger(name, 'fatal').fatal(`did not end within ${STOP_LIMIT_MS / 1_000} s, is cut off`);
    process.exit(1);
  }, STOP_LIMIT_MS).unref();
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    process.once('disconnect', resolve);
  });
}
