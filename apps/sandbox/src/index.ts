export { envToConfig, type SandboxConfig } from './config.ts';
export { LEVEL_OF_ASSURANCE } from './identity/agency.ts';
export { type ListedPerson, listedPeople } from './identity/people.ts';
export { type Person, type PersonDetails, personFrom } from './identity/person.ts';
export { createSandbox, type Sandbox } from './sandbox.ts';
