export * from './migrate.ts';
export * from './migration-error.ts';
