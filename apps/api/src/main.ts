import { runService } from '@sunbeon/service-kit';
import { createApi } from './api.ts';
import { envToConfig } from './config.ts';

await runService('api', async (env) => createApi(envToConfig(env)));
