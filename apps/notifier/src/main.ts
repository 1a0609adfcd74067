import { runService } from '@sunbeon/service-kit';
import { envToConfig } from './config.ts';
import { createNotifier } from './notifier.ts';

await runService('notifier', async (env) => {
  const { config, secrets } = envToConfig(env);
  return await createNotifier(config, secrets);
});
