import cluster from 'node:cluster';
import { createLogger, runService } from '@sunbeon/service-kit';
import { envToConfig } from './config.ts';
import { createGate } from './gate.ts';
import { GateProcesses, RENEW_SIGNAL } from './processes/gate-processes.ts';

await runService('gate', async (env) => {
  const config = envToConfig(env);
  if (cluster.isPrimary && config.processes > 1)
    return GateProcesses.open(config.processes, createLogger('gate', config.logLevel));
  // Told to renew itself, a gate of one process ends in good order, and whoever watches it starts it again.
  if (cluster.isPrimary) process.once(RENEW_SIGNAL, () => process.kill(process.pid, 'SIGTERM'));
  return createGate(config);
});
