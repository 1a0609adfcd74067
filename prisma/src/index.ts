export * from './drift.ts';
export * from './migrate.ts';
export * from './migration-error.ts';
export * from './service-login.ts';
