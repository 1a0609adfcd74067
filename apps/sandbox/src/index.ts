export { envToConfig, type SandboxConfig } from './config.ts';
export { listedPeople, type ListedPerson } from './identity/people.ts';
export { personFrom, type Person, type PersonDetails } from './identity/person.ts';
export { createSandbox, type Sandbox } from './sandbox.ts';
