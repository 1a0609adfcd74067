export { envToConfig, type GateConfig, type GateKeys } from './config.ts';
export { createGate, type Gate } from './gate.ts';
