import { runService } from '@sunbeon/service-kit';
import { envToConfig } from './config.ts';
import { createGate } from './gate.ts';

await runService('gate', async (env) => createGate(envToConfig(env)));
