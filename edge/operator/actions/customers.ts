/**
 * An operator's acts on a customer: another name, a higher tier on a document, another number, or none. Each is done once under
 * its id. They throw a DeskRefusal where the books refuse.
 *
 * A new number is a new SIM, and the desk has seen a document and no PIN. So the wallet goes to the new number without a PIN: the
 * customer chooses one at the next dial, by a code to the new SIM. Nothing on the old SIM opens the wallet any more: it is nobody's
 * number from then on, whoever holds it. A conversation that is open there meanwhile can look until its carrier ends it, within
 * minutes, and can pay nothing. What is on file is encrypted for a number, so it is decrypted and encrypted anew here.
 *
 * A recycled number is one that the network has given to somebody else. Its wallet must not be theirs: the number is released,
 * the money stays in the wallet, and the new holder registers like anybody. The former one comes with a document, is found by it,
 * and gets their new number. Until then the wallet has no number: nobody is sent an SMS about it, and nobody dials it.
 */
import { type IdentityDocument, readIdentityDocument } from '../../../core/identity/document.ts';
import { fullName, type PersonName } from '../../../core/identity/name.ts';
import { marketByCurrency } from '../../../core/markets/index.ts';
import type { Msisdn } from '../../../core/msisdn.ts';
import type { ActResult, CustomerAct, OnFile } from '../../../db/operator/identity.ts';
import type { Desk } from '../desk.ts';
import { type FoundAccount, findAccount } from './accounts.ts';
import { DeskRefusal } from './refusal.ts';

type Act = Omit<CustomerAct, 'detail'>;

/** Writes the customer's name as the document has it. Gives the name that it had. */
export async function renameCustomer(found: FoundAccount, name: PersonName, act: Act) {
  const { desk, account } = found;
  const { givenName: given, familyName: family } = await onFileOf(found);
  const detail = `to ${fullName(name)}`;
  const result = await desk.identity.rename(account.id, name, { ...act, detail }, desk.now);
  if (result === 'same') throw new DeskRefusal(`${account.number} has the name ${fullName(name)}`);
  done(result, account.number);
  return fullName({ given, family });
}

/** Gives the customer the limits of a higher tier, and files the document that was seen for it. */
export async function upgradeCustomer(
  found: FoundAccount,
  tier: number,
  document: IdentityDocument,
  act: Act,
): Promise<void> {
  const { desk, account } = found;
  const keys = desk.keys();
  const before = await onFileOf(found);
  const { msisdn } = before;
  if (!msisdn) throw new DeskRefusal(`${account.number} has no number: change-number first`);
  const { number, type, country } = document;
  const seen = { [`${type} ${country}`]: number };
  const sealed = keys.seal(msisdn, { ...unsealed(found, before), ...seen });
  const to = { tier, sealed, identity: keys.identity(country, number) };
  const detail = `to tier ${tier} on a ${type} of ${country}`;
  const result = await desk.identity.upgrade(account.id, to, before, { ...act, detail }, desk.now);
  if (result === 'same') {
    throw new DeskRefusal(`${account.number} has tier ${before.tier}, which is not below ${tier}`);
  }
  done(result, account.number);
}

/** Gives the wallet another number, or with undefined none. */
export async function changeNumber(
  found: FoundAccount,
  msisdn: Msisdn | undefined,
  act: Act,
): Promise<void> {
  const { desk, account } = found;
  const before = await onFileOf(found);
  const detail = `to ${msisdn ?? 'no number'}`;
  // What is on file stays readable for whoever gets the number back: it is encrypted for the number, or for the wallet.
  const data = unsealed(found, before);
  const holder = msisdn ?? (`W${account.id}` as Msisdn);
  const sealed = data && desk.keys().seal(holder, data);
  const result = await desk.identity.changeNumber(
    account.id,
    { msisdn, sealed },
    before,
    { ...act, detail },
    desk.now,
  );
  if (result === 'same') throw new DeskRefusal(`${account.number} has ${msisdn ?? 'no number'}`);
  if (result === 'taken') {
    const why = 'where its wallet is an earlier holder’s, release-number comes first';
    throw new DeskRefusal(`${msisdn} is the number of another wallet; ${why}`);
  }
  done(result, account.number);
}

/**
 * Finds the wallet whose number is to change. An act that was asked for before may have changed it, so its wallet is found by the
 * act's id.
 */
export async function findWallet(homeDesk: Desk, number: string, act: string | undefined) {
  const asked = act === undefined ? undefined : await homeDesk.identity.accountOf(act);
  return findAccount(homeDesk, asked === undefined ? number : `W${asked}`);
}

/** Reads a document by the rules of the account's market. Refused where its check digit says that it is mistyped. */
export function documentOf(found: FoundAccount, typed: string): IdentityDocument | undefined {
  const document = readIdentityDocument(found.desk.market, typed);
  if (document?.mistyped) throw new DeskRefusal(`${typed} has a wrong check digit: look again`);
  return document;
}

/** True where the number is of the market that the wallet's currency is of. */
export function isOfItsMarket({ account, desk }: FoundAccount, code: string): boolean {
  return marketByCurrency(account.currency, desk.market).code === code;
}

async function onFileOf({ desk, account }: FoundAccount): Promise<OnFile> {
  const onFile = await desk.identity.read(account.id);
  if (!onFile) throw new DeskRefusal(`${account.number} is the number of a business`);
  return onFile;
}

/** The proof of identity that is on file, or undefined where there is none. */
function unsealed({ desk, account }: FoundAccount, { msisdn, sealed }: OnFile) {
  if (sealed === undefined) return undefined;
  try {
    return desk.keys().unseal(msisdn ?? (`W${account.id}` as Msisdn), sealed);
  } catch (error) {
    if (error instanceof DeskRefusal) throw error;
    throw new DeskRefusal(
      `what is on file of ${account.number} is not readable with this TOKEN_KEY`,
    );
  }
}

/** Throws unless the act is done. */
function done(result: ActResult, number: string): void {
  const why = reasons[result];
  if (why) throw new DeskRefusal(`${number}: ${why}`);
}

const reasons: Readonly<Partial<Record<ActResult, string>>> = {
  changed: 'somebody has changed it meanwhile; look, and type it again',
  closed: 'the wallet is closed; reopen-account comes first',
  arrives: 'money is about to arrive for its number; type it again in a minute',
  other: 'the id is that of another act',
  second: 'somebody with this document has another wallet, and one person has one; look with find',
};
