/** The settings of drizzle-kit, which writes a migration from the tables' declarations: npm run db:generate. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/tables.ts',
  out: './db/migrations',
});
