export * from './mint-sessions.ts';
export * from './roll-file.ts';
export * from './synthetic-people.ts';
