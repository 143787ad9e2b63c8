/** Settings of the Worker in the tests that run inside the Workers runtime. Read by vitest's configuration. */

interface Postgres {
  readonly serverUrl: string;
  /** With `{database}` where the name goes. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly template: string;
}

let files = 0;

/**
 * Bindings for the next file: they lead to a database and an endpoint of its own, so that files may run side by side, and
 * none meets another's faults.
 */
export async function workersBindings(postgres: Postgres, neonUrls: readonly string[]) {
  const neonUrl = neonUrls[files % neonUrls.length] ?? '';
  files += 1;
  const name = `tuma_workers_${files}`;
  await createDatabase(name, postgres, neonUrl);
  const named = (url: string) => url.replace(encodeURIComponent('{database}'), name);
  return {
    TOKEN_KEY: 'token-key-of-the-tests-in-the-runtime',
    PIN_KEY: 'pin-key-of-the-tests-in-the-runtime--',
    STORAGE_KEYS: 'storage-key-of-the-tests-in-the-runtime',
    SMS_GATEWAY: 'handset',
    SIM_CHECK_HOURS: '24',
    CARRIERS: JSON.stringify({ africastalking: { token: 'demo' } }),
    GATEWAYS: JSON.stringify({ africastalking: { token: 'demo' } }),
    /** As many as there may be but one, so that payments that are under way together need not share a statement. */
    PARTITIONS: '63',
    /** So that tests reach it soon. */
    TURNS_PER_MINUTE: '60',
    DATABASE_URL: named(postgres.appUrl),
    NEON_ENDPOINT: neonUrl,
    /** Not the Worker's: for the tests to look at the books. */
    OWNER_URL: named(postgres.ownerUrl),
  };
}

/** Clones the template. These files run by the real clock, so the books follow it as those of production do. */
async function createDatabase(
  name: string,
  { serverUrl, ownerUrl, template }: Postgres,
  neonUrl: string,
) {
  const owner = ownerUrl.replace(encodeURIComponent('{database}'), name);
  for (const [connection, query] of [
    [serverUrl, `create database ${name} template ${template} strategy file_copy`],
    [owner, 'alter table tuma.home disable trigger home_stays'],
    [owner, 'update tuma.home set clock_tolerance = default'],
    [owner, 'alter table tuma.home enable trigger home_stays'],
  ] as const) {
    const response = await fetch(neonUrl, {
      method: 'POST',
      headers: { 'Neon-Connection-String': connection },
      body: JSON.stringify({ query, params: [] }),
    });
    if (!response.ok) throw new Error(`the tests' database was not made: ${await response.text()}`);
  }
}
