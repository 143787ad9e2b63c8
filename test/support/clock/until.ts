/** Asks until the answer is yes, or for `patience` milliseconds; the last answer. */
export async function until(holds: () => Promise<boolean>, patience = 15_000): Promise<boolean> {
  const giveUp = Date.now() + patience;
  for (;;) {
    if (await holds()) return true;
    if (Date.now() > giveUp) return false;
    await new Promise((done) => setTimeout(done, 50));
  }
}
