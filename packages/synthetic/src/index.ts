export * from './mint-sessions.ts';
export * from './synthetic-people.ts';
