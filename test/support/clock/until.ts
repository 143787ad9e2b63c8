/** Milliseconds. Nothing that a test waits for takes as long, on a machine however busy. */
const patience = 120_000;

/** Asks until the answer is yes, or for as long as anything may take; the last answer. */
export async function until(holds: () => Promise<boolean>): Promise<boolean> {
  const giveUp = Date.now() + patience;
  for (;;) {
    if (await holds()) return true;
    if (Date.now() > giveUp) return false;
    await new Promise((done) => setTimeout(done, 50));
  }
}
