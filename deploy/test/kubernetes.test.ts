import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { STOP_LIMIT_MS } from '@sunbeon/service-kit';
import { z } from 'zod';
import {
  deployDir,
  deploymentsOf,
  type Manifest,
  manifestsOf,
  type Overlay,
  overlays,
  renderedText,
} from './manifests.ts';

const require = createRequire(import.meta.url);

/** Kubernetes' own schema of a kind, which refuses what it does not know. */
function validate(manifest: Manifest): void {
  const { apiVersion, kind } = manifest;
  const { [kind]: Model } = z
    .record(
      z.string(),
      z.custom<new (data: unknown) => { validate(): void }>((value) => typeof value === 'function'),
    )
    .parse(require(`kubernetes-models/${apiVersion}/${kind}`));
  if (Model === undefined) throw new TypeError(`no model of ${apiVersion} ${kind}`);
  new Model(manifest).validate();
}

function ofKind(overlay: Overlay, kind: string): Manifest[] {
  return manifestsOf(overlay).filter((manifest) => manifest.kind === kind);
}

const policySchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    podSelector: z.object({ matchLabels: z.record(z.string(), z.string()).optional() }),
    egress: z.array(z.object({ ports: z.array(z.object({ port: z.int() })).optional() })).optional(),
  }),
});

const scaledSchema = z.object({
  spec: z.object({
    scaleTargetRef: z.object({ name: z.string() }),
    minReplicas: z.int(),
    maxReplicas: z.int(),
    metrics: z.array(
      z.union([
        z.object({ resource: z.object({ name: z.string() }) }),
        z.object({ pods: z.object({ metric: z.object({ name: z.string() }) }) }),
      ]),
    ),
  }),
});

const budgetSchema = z.object({
  spec: z.object({
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    minAvailable: z.union([z.int(), z.string()]).optional(),
    maxUnavailable: z.union([z.int(), z.string()]).optional(),
  }),
});

/** They face people, and have something to tell them while a database is away. */
const FACES_PEOPLE = new Set(['gate', 'staff']);

describe.each(overlays)('overlay %s', (overlay) => {
  test('is what Kubernetes knows', () => {
    const manifests = manifestsOf(overlay);
    expect(manifests.length).toBeGreaterThan(20);
    for (const manifest of manifests) expect(() => validate(manifest)).not.toThrow();
  });

  test('every part runs as nobody, writes nothing, is asked how it is, and has what it asks for', () => {
    const parts = deploymentsOf(overlay);
    expect(parts.map(({ metadata }) => metadata.name).toSorted()).toEqual([
      'api',
      'gate',
      'notifier',
      'staff',
      'worker',
    ]);
    for (const { metadata, spec } of parts) {
      const [container] = spec.template.spec.containers;
      expect(spec.template.spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      const names = new Set(container.ports.map(({ name }) => name));
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
        const { httpGet } = z
          .object({ httpGet: z.object({ path: z.string(), port: z.string() }) })
          .parse(container[probe]);
        expect(names).toContain(httpGet.port);
        const askedOnce = FACES_PEOPLE.has(metadata.name) ? 'startupProbe' : 'readinessProbe';
        expect(httpGet.path).toBe(probe === askedOnce ? '/readyz' : '/livez');
      }
      expect(container.resources.limits['memory']).toBe(container.resources.requests['memory']);
      expect(container.envFrom.map(({ secretRef }) => secretRef?.name)).toContain(
        `sunbeon-${metadata.name === 'staff' ? 'api' : metadata.name}`,
      );
    }
  });

  test('a drain takes some of a part, and is never held up for good', () => {
    const parts = deploymentsOf(overlay);
    const budgets = ofKind(overlay, 'PodDisruptionBudget').map((manifest) => budgetSchema.parse(manifest).spec);
    for (const { spec } of parts) {
      const own = budgets.filter(({ selector }) =>
        Object.entries(selector.matchLabels).every(([key, value]) => spec.template.metadata.labels[key] === value),
      );
      expect(own).toHaveLength(1);
      // At least so many would hold up for good whoever has as few.
      expect(own[0]).toMatchObject({ maxUnavailable: expect.anything() });
      expect(own[0]?.maxUnavailable).not.toBe(0);
    }
  });

  test('whoever is told to stop has the time for it, after the balancer has learned of it', () => {
    for (const { spec } of deploymentsOf(overlay)) {
      const { terminationGracePeriodSeconds, containers } = spec.template.spec;
      const [{ lifecycle }] = containers;
      expect(lifecycle.preStop.sleep.seconds).toBeGreaterThanOrEqual(5);
      expect(terminationGracePeriodSeconds * 1_000).toBeGreaterThan(
        lifecycle.preStop.sleep.seconds * 1_000 + STOP_LIMIT_MS,
      );
    }
  });

  test('what a part is told besides is a setting there is, and each api opens its own door', () => {
    const known = new Set(readFileSync(`${deployDir}/../.env.example`, 'utf8').match(/^#?\s?[A-Z_]+(?==)/gm));
    const doors: Record<string, string> = {};
    for (const { metadata, spec } of deploymentsOf(overlay)) {
      for (const { name, value } of spec.template.spec.containers[0].env) {
        expect([...known]).toContain(name);
        if (name === 'API_DOORS') doors[metadata.name] = value;
      }
    }
    expect(doors).toEqual({ api: 'citizen', staff: 'staff' });
  });

  test('a release can be applied part by part: everything says what it belongs to', () => {
    const ofTrial = new Set(['postgres', 'redis', 'databases']);
    const unnamed = manifestsOf(overlay).filter(
      ({ metadata }) => !ofTrial.has(metadata.name) && metadata.labels?.['app.kubernetes.io/name'] === undefined,
    );
    expect(unnamed).toEqual([]);
  });

  test('what is scaled by itself exists, by something measured, and no release says another number', () => {
    const parts = new Map(deploymentsOf(overlay).map((part) => [part.metadata.name, part]));
    const measured = new Set(readFileSync(`${deployDir}/../docs/metrics.md`, 'utf8').match(/(?<=^\| `)\w+/gm));
    for (const manifest of ofKind(overlay, 'HorizontalPodAutoscaler')) {
      const { scaleTargetRef, minReplicas, maxReplicas, metrics } = scaledSchema.parse(manifest).spec;
      const part = parts.get(scaleTargetRef.name);
      expect(part).toBeDefined();
      expect(part?.spec.replicas).toBeUndefined();
      expect(minReplicas).toBeLessThanOrEqual(maxReplicas);
      expect(metrics.length).toBeGreaterThan(0);
      // Of a resource only a share of what was asked for is known.
      const { requests = {} } = part?.spec.template.spec.containers[0].resources ?? {};
      const unknown = metrics.filter((metric) =>
        'pods' in metric ? !measured.has(metric.pods.metric.name) : requests[metric.resource.name] === undefined,
      );
      expect(unknown).toEqual([]);
    }
  });

  test('the gate has no way to Postgres', () => {
    const policies = ofKind(overlay, 'NetworkPolicy').map((manifest) => policySchema.parse(manifest));
    expect(policies.map(({ metadata }) => metadata.name)).toContain('nothing');
    const ofGate = policies.filter(({ spec }) => {
      const named = spec.podSelector.matchLabels?.['app.kubernetes.io/name'];
      return named === undefined || named === 'gate';
    });
    const rules = ofGate.flatMap(({ spec }) => spec.egress ?? []);
    expect(rules.length).toBeGreaterThan(0);
    // A rule without ports would be a way to all of them.
    for (const { ports } of rules) expect(ports?.map(({ port }) => port) ?? [5_432]).not.toContain(5_432);
  });
});

/** What a table of docs/capacity.md says that a part needs: processes, or MB of memory. */
function neededIn(example: string): ReadonlyMap<string, number> {
  const page = readFileSync(`${deployDir}/../docs/capacity.md`, 'utf8');
  const table = page.split(`### ${example}`)[1]?.split('###')[0] ?? '';
  const rows = [...table.matchAll(/^\| ([^|]+) \| \*\*([\d.,]+)/gm)];
  return new Map(rows.map(([, part = '', needed = '']) => [part, Number(needed.replaceAll(',', ''))]));
}

test('a nation has as many of each part, and as much memory for a gate, as the capacity model asks for', () => {
  const needed = neededIn('Six million in one window, nothing in front of the gates');
  const fewest = new Map(deploymentsOf('national').map(({ metadata, spec }) => [metadata.name, spec.replicas ?? 0]));
  for (const manifest of ofKind('national', 'HorizontalPodAutoscaler')) {
    const { scaleTargetRef, minReplicas } = scaledSchema.parse(manifest).spec;
    fewest.set(scaleTargetRef.name, minReplicas);
  }
  const named = { gate: 'gate processes', worker: 'workers', notifier: 'notifiers', api: 'api, citizens’ door' };
  for (const [part, row] of Object.entries(named)) {
    expect(needed.get(row)).toBeGreaterThan(0);
    expect(fewest.get(part)).toBeGreaterThanOrEqual(needed.get(row) ?? 0);
  }
  const gate = deploymentsOf('national').find(({ metadata }) => metadata.name === 'gate');
  const [, gibibytes] = /^(\d+)Gi$/.exec(gate?.spec.template.spec.containers[0].resources.limits['memory'] ?? '') ?? [];
  expect((Number(gibibytes) * 2 ** 30) / 1e6).toBeGreaterThan(needed.get('memory of a gate') ?? Number.NaN);
});

test.each(overlays)(
  'what %s comes to is fresh (pnpm generate:manifests); where there is no kubectl it is believed',
  (overlay) => {
    const { error, stdout } = spawnSync('kubectl', ['kustomize', `${deployDir}/kubernetes/overlays/${overlay}`], {
      encoding: 'utf8',
    });
    expect(error === undefined ? stdout : renderedText(overlay)).toBe(renderedText(overlay));
  },
);
