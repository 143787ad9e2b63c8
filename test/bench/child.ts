/** Runs a part of the benchmark in a process of its own, so that it shares no event loop with the load generator. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child<Ready> {
  readonly ready: Ready;
  readonly pid: number;
  close(): Promise<void>;
}

/** Starts `module`, which must call `serve`, and resolves with its message once it is ready. */
export async function startChild<Ready>(
  module: URL,
  ...parameters: string[]
): Promise<Child<Ready>> {
  const child = fork(module, parameters, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [ready] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${module.pathname.split('/').at(-1)} ended before it was ready (${code})`);
    }),
  ]);
  return { ready, pid: child.pid ?? 0, close: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  await ended;
}

/** The child's side. It runs until its parent disconnects or dies, and ignores a Ctrl-C that reaches both. */
export async function serve<Ready>(
  start: (
    ...parameters: string[]
  ) => Promise<{ readonly ready: Ready; readonly close: () => Promise<void> }>,
): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  const orphaned = once(process, 'disconnect');
  const { ready, close } = await start(...process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
  if (process.connected) process.send?.(ready);
  await orphaned;
  await close();
  process.exit();
}
