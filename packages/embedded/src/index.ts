export * from './debian-packages.ts';
export * from './embedded-error.ts';
export * from './free-port.ts';
export { type EmbeddedServer, type KeptProcess, keepProcess } from './kept-process.ts';
export * from './postgres.ts';
export { processIdentity } from './process-identity.ts';
export * from './redis.ts';
export * from './redis-server.ts';
