import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Pool } from 'pg';
import { EngineAdapterFactory } from './engine-adapter.ts';

export type { MigrationList, SchemasContainer } from '@prisma/schema-engine-wasm/schema_engine_bg';
export type SchemaEngine = bindings.SchemaEngine;

/** Nothing is excluded. */
export const EVERYTHING = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | undefined;

/**
 * Prisma's own schema engine, compiled to WebAssembly, so that nothing is downloaded: it applies migrations and keeps
 * `_prisma_migrations` exactly as `prisma migrate deploy` does. It works over `pool`, which stays the caller's to end.
 */
export async function openSchemaEngine(pool: Pool): Promise<SchemaEngine> {
  loaded ??= load();
  await loaded;
  const adapter = bindMigrationAwareSqlAdapterFactory(new EngineAdapterFactory(pool));
  return bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
}

async function load(): Promise<void> {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = await WebAssembly.compile(await readFile(glue.replace(/\.js$/, '.wasm')));
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': imports() });
  // oxlint-disable-next-line no-underscore-dangle -- wasm-bindgen's name
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start !== 'function') throw new TypeError('the schema engine has no start function');
  start();
}

/** The engine's imports from JavaScript. Its timers are never cleared (ten seconds for its lock): they must not hold the process. */
function imports(): WebAssembly.ModuleImports {
  const timer = Object.keys(bindings).find((name) => name.startsWith('__wbg_setTimeout_'));
  if (timer === undefined) throw new TypeError('the schema engine has no timer');
  return { ...bindings, [timer]: (run: () => void, delayMs: number) => setTimeout(run, delayMs).unref() };
}
