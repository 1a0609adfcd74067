import { runService } from '@sunbeon/service-kit';
import { envToConfig } from './config.ts';
import { createWorker } from './worker.ts';

await runService('worker', (env) => createWorker(envToConfig(env)));
