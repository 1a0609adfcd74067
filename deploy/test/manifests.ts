import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** The folder this room is. */
export const deployDir = fileURLToPath(new URL('..', import.meta.url));
export const overlays = ['trial', 'national'] as const;
export type Overlay = (typeof overlays)[number];

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()).optional() }),
});
export type Manifest = z.infer<typeof manifestSchema>;

const labels = z.record(z.string(), z.string());
const deploymentSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    replicas: z.int().optional(),
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.looseObject({
        terminationGracePeriodSeconds: z.int(),
        containers: z.tuple([
          z.looseObject({
            image: z.string(),
            ports: z.array(z.object({ name: z.string(), containerPort: z.int() })),
            env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
            lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.int() }) }) }),
            envFrom: z.array(
              z.object({
                configMapRef: z.object({ name: z.string() }).optional(),
                secretRef: z.object({ name: z.string() }).optional(),
              }),
            ),
            securityContext: z.unknown(),
            resources: z.object({ requests: labels, limits: labels }),
          }),
        ]),
      }),
    }),
  }),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** Everything an overlay comes to, as `kubectl kustomize` put it together. */
export function manifestsOf(overlay: Overlay): Manifest[] {
  return parseAllDocuments(renderedText(overlay)).map((document) => manifestSchema.parse(document.toJS()));
}

/** The file itself. */
export function renderedText(overlay: Overlay): string {
  return readFileSync(`${deployDir}/kubernetes/generated/${overlay}.yaml`, 'utf8');
}

/** Sunbeon's own parts among them. */
export function deploymentsOf(overlay: Overlay): Deployment[] {
  return manifestsOf(overlay)
    .filter(({ kind }) => kind === 'Deployment')
    .map((manifest) => deploymentSchema.parse(manifest));
}
