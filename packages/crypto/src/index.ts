export * from './contact.ts';
export * from './key-variables.ts';
export * from './keyring.ts';
export * from './login-attempt.ts';
export * from './pass.ts';
export * from './pseudonym.ts';
export * from './session.ts';
export * from './ticket.ts';
export { MAX_TOKEN_LENGTH } from './token.ts';
