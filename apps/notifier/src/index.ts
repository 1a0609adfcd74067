export { envToConfig, type NotifierConfig, type NotifierSecrets } from './config.ts';
export { createNotifier, type Notifier } from './notifier.ts';
