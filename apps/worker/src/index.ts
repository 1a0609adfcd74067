export { envToConfig, type WorkerConfig } from './config.ts';
export { type BookingWorker, createWorker } from './worker.ts';
