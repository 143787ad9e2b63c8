/** The settings of drizzle-kit, which writes a migration from the tables' declarations: npm run db:generate. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './db/schema/types.ts',
    './db/schema/tables.ts',
    './db/schema/airtime.ts',
    './db/schema/care.ts',
    './db/schema/rules.ts',
  ],
  out: './db/migrations',
});
