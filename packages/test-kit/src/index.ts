export { type SyntheticPerson, syntheticPeople } from '@sunbeon/synthetic';
export * from './a-window.ts';
export * from './eventually.ts';
export * from './find-chromium.ts';
export * from './start-own-cluster.ts';
export * from './test-database.ts';
export * from './test-keys.ts';
export * from './test-redis.ts';
