import cluster from 'node:cluster';
import { createLogger, runService } from '@sunbeon/service-kit';
import { envToConfig } from './config.ts';
import { createGate } from './gate.ts';
import { GateProcesses } from './processes/gate-processes.ts';

await runService('gate', async (env) => {
  const config = envToConfig(env);
  if (!cluster.isPrimary || config.processes === 1) return createGate(config);
  return GateProcesses.open(config.processes, createLogger('gate', config.logLevel));
});
