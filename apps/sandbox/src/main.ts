import { runService } from '@sunbeon/service-kit';
import { envToConfig } from './config.ts';
import { createSandbox } from './sandbox.ts';

await runService('sandbox', async (env) => createSandbox(envToConfig(env)));
