import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./db/schema-types.ts', './db/schema.ts', './db/schema-airtime.ts'],
  out: './db/migrations',
});
