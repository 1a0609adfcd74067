import { defineConfig } from 'prisma/config';

/** Where Prisma's own command line finds things; `DATABASE_URL` is only needed by those of its commands that connect. */
export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
