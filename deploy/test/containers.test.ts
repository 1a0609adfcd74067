import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { STOP_LIMIT_MS } from '@sunbeon/service-kit';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { z } from 'zod';
import { deployDir } from './manifests.ts';

const rootFile = (name: string) => readFileSync(join(deployDir, '..', name), 'utf8');
const dockerfile = rootFile('Dockerfile');
const parts = ['gate', 'api', 'worker', 'notifier', 'migrate'];

test('the Dockerfile has nothing a linter minds', () => {
  expect(validate(dockerfile)).toEqual([]);
});

test('every image comes from one stage that is not root and starts the program alone', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1);
  const runtime = stages.find((stage) => stage.includes(' AS runtime\n')) ?? '';
  expect(runtime).toMatch(/^USER 10001:10001$/m);
  expect(runtime).toMatch(/^ENTRYPOINT \["node"/m);
  for (const part of parts) {
    const stage = stages.find((text) => text.startsWith(`runtime AS ${part}\n`)) ?? '';
    expect(stage).toMatch(/^HEALTHCHECK /m);
    expect(stage).not.toMatch(/^(USER|RUN|ADD) /m);
  }
});

test('images are built by the package manager and a Node the project is developed with', () => {
  const { packageManager, engines } = z
    .object({ packageManager: z.string(), engines: z.object({ node: z.string() }) })
    .parse(JSON.parse(rootFile('package.json')));
  expect(dockerfile).toContain(`npm install --global ${packageManager}`);
  const [, major] = /^>=(\d+)/.exec(engines.node) ?? [];
  expect(dockerfile).toMatch(new RegExp(`^ARG NODE=${major}\\.\\d+\\.\\d+-`, 'm'));
});

const composeSchema = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      build: z.object({ target: z.string() }).optional(),
      read_only: z.boolean().optional(),
      cap_drop: z.array(z.string()).optional(),
      stop_grace_period: z.string().optional(),
      networks: z.array(z.string()),
      env_file: z.array(z.string()).optional(),
      ports: z.array(z.string()).optional(),
    }),
  ),
  networks: z.record(z.string(), z.object({ internal: z.boolean() }).nullable()),
});

test('compose: what we build writes nothing, databases are on networks of their own, and the gate is not on that of Postgres', () => {
  const { services, networks } = composeSchema.parse(parse(rootFile('compose.yaml'), { merge: true }));
  const built = Object.entries(services).filter(([, { build }]) => build !== undefined);
  expect(new Set(built.map(([, { build }]) => build?.target))).toEqual(new Set(parts));
  for (const [, part] of built) {
    expect(part).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(Number.parseInt(part.stop_grace_period ?? '0', 10) * 1_000).toBeGreaterThan(STOP_LIMIT_MS);
    expect(part.env_file).toContain(`deploy/secrets/${part.build?.target}.env`);
  }
  for (const { networks: used } of Object.values(services))
    for (const network of used) expect(Object.keys(networks)).toContain(network);
  expect(networks).toMatchObject({ postgres: { internal: true }, redis: { internal: true } });
  expect(services['gate']?.networks).not.toContain('postgres');
  expect(services['postgres']?.ports).toBeUndefined();
  expect(services['redis']?.ports).toBeUndefined();
  expect(services['api']?.ports).toBeUndefined();
  for (const port of services['staff']?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
});
