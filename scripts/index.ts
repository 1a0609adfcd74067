export { type StackRecord } from './stack/record.ts';
export { type Secrets } from './stack/secrets.ts';
export type { ServiceName } from './stack/service-plan.ts';
export { envToSettings, type StackSettings } from './stack/settings.ts';
export { type Stack, startStack, type StackOptions } from './stack/stack.ts';
export { StackError } from './stack/stack-error.ts';
