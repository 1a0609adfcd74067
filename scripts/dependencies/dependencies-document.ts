import { licencesOf } from './licences.ts';
import { type NamedPackage, namedPackages } from './named-packages.ts';
import { reasons, TYPES_OF } from './reasons.ts';

const HEAD = `# Dependencies

Every package from outside that one of our own names, with its exact version, its licence, who uses it and why. Made by \`pnpm generate:dependencies\` from the manifests and
\`scripts/dependencies/reasons.ts\`; the check fails for one without a reason, and for a reason without one.

- **Pinned**: versions are exact, in the manifests or in the catalog of \`pnpm-workspace.yaml\`; everything below them is in \`pnpm-lock.yaml\` with its SHA-512. Builds of packages
  run only where \`allowBuilds\` says so; \`@scarf/scarf\`, which would tell its makers about us, does not.
- **Licences**: what is in an image is under MIT, ISC, Apache-2.0, BSD or a like licence. Tools may be under licences that bind whoever passes them on; nobody does.
- **Bill of materials**: \`pnpm supply:sbom\` writes CycloneDX for everything that is installed to \`reports/sbom.json\`.
- **Known holes**: \`pnpm supply:audit\` asks the registry; not every mirror answers it.
`;

/** The text of `docs/dependencies.md`. */
export function dependenciesDocument(root: string): string {
  const licences = licencesOf(root);
  const named = namedPackages(root);
  const table = (title: string, packages: readonly NamedPackage[]) =>
    [
      `## ${title}`,
      '',
      '| package | version | licence | used by | why |',
      '|---|---|---|---|---|',
      ...packages.map(({ name, version, runs, builds }) => {
        const licence = licences.get(`${name}@${version}`) ?? 'unknown';
        const users = (runs.length > 0 ? runs : builds).toSorted().join(', ');
        return `| \`${name}\` | ${version} | ${licence} | ${users} | ${reasonOf(name)} |`;
      }),
      '',
    ].join('\n');
  return [
    HEAD,
    table(
      'What runs',
      named.filter(({ runs }) => runs.length > 0),
    ),
    table(
      'What builds and tests',
      named.filter((one) => one.runs.length === 0 && !isTypes(one)),
    ),
    table(
      'Types',
      named.filter((one) => one.runs.length === 0 && isTypes(one)),
    ),
  ].join('\n');
}

function isTypes({ name }: NamedPackage): boolean {
  return name.startsWith(TYPES_OF);
}

function reasonOf(name: string): string {
  return reasons[name] ?? (name.startsWith(TYPES_OF) ? `types of ${name.slice(TYPES_OF.length)}` : 'nobody knows');
}

/** Packages without a reason, and reasons without a package, one line each. */
export function reasonBreaches(root: string): string[] {
  const named = new Set(namedPackages(root).map(({ name }) => name));
  return [
    ...[...named]
      .filter((name) => reasons[name] === undefined && !name.startsWith(TYPES_OF))
      .map((name) => `${name}: scripts/dependencies/reasons.ts does not say why it is here`),
    ...Object.keys(reasons)
      .filter((name) => !named.has(name))
      .map((name) => `${name}: has a reason, and nobody names it`),
  ];
}
