/** Chooses the system account that the server runs as. PostgreSQL refuses to run as root, so root hands it to another one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface SystemUser {
  uid: number;
  gid: number;
  /** A command that becomes this account and runs the rest of its arguments, where plain setuid is not enough. */
  command?: string[];
}

/**
 * Returns the account for a server that must read all of `paths`, or undefined when this process may run it itself. A cluster
 * that already belongs to an account is run by its owner.
 */
export function serverAccount(cluster: string, paths: string[]): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = ownerOf(cluster) ?? postgresAccount();
  const closed = paths.find((path) => !canReach(path, account));
  if (closed === undefined) return account;

  // A clone below /root or a `mktemp -d` folder is closed to every other account. Opening the folder would change what is not
  // ours, so the server keeps the one capability that ignores the permissions of folders, and no other power of root.
  const command = [
    'setpriv',
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--bounding-set=-all,+dac_override',
    '--no-new-privs',
  ];
  if (spawnSync(command[0] as string, [...command.slice(1), 'true']).status === 0) {
    return { ...account, command };
  }
  throw new Error(
    `PostgreSQL cannot run as root, and account ${account.uid} may not enter ${closed}: ` +
      'move the clone out of the closed folder and set DATA_DIR to an open one, or run as an ordinary user',
  );
}

function ownerOf(cluster: string): SystemUser | undefined {
  const found = statSync(cluster, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function postgresAccount(): SystemUser {
  const known = lookUp('postgres');
  if (known) return known;
  spawnSync('groupadd', ['--system', 'postgres']);
  spawnSync('useradd', ['--system', '--no-create-home', '--gid', 'postgres', 'postgres']);
  const created = lookUp('postgres');
  if (created) return created;
  throw new Error(
    'PostgreSQL cannot run as root, and the account "postgres" could not be created: ' +
      'create it, or run as an ordinary user',
  );
}

function lookUp(name: string): SystemUser | undefined {
  const id = (flag: string) =>
    Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** True where the account may enter every folder above `path`. */
function canReach(path: string, account: SystemUser): boolean {
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const enter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
