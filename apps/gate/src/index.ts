export { envToConfig, type GateConfig, type GateKeys, type ProviderSettings } from './config.ts';
export { createGate, type Gate } from './gate.ts';
