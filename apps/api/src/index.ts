export { type Api, createApi } from './api.ts';
export { type ApiConfig, envToConfig } from './config.ts';
