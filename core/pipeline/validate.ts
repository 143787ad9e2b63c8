/** The refusals that follow from the request alone. */
import type { Market } from '../markets/market.ts';
import { maxAmount } from '../money.ts';
import { feeExceedsAmount } from '../payments/fee.ts';
import type { PaymentRequest } from '../payments/request.ts';
import { type Descriptors, descriptors } from '../payments/types.ts';
import type { Refusal } from '../refusal.ts';
import { isExpired } from '../revenue/quote.ts';

/** Finds what is wrong with a request without the books, so that no row is locked or stored for it. */
export function validateRequest(
  request: PaymentRequest,
  market: Market,
  types: Descriptors = descriptors,
): Refusal | undefined {
  const { type, amount, fee, excise, quotedUntil, requestedAt } = request;
  const duty = excise?.minor ?? 0n;
  if (!Object.hasOwn(types, type)) return 'unknown_type';
  if (amount.minor <= 0n || amount.minor > maxAmount) return 'invalid_amount';
  if (fee.minor < 0n || fee.minor > maxAmount) return 'invalid_amount';
  if (duty < 0n || duty > fee.minor) return 'invalid_amount';
  const parts = [amount, fee, excise ?? fee];
  if (parts.some(({ currency }) => currency !== market.currency)) return 'currency_mismatch';
  if (request.payer === request.payee) return 'same_party';
  if (isExpired(quotedUntil, requestedAt)) return 'quote_expired';
  // A type whose fee nobody pays has no fee.
  const isFree = types[type].feeBy === 'nobody';
  if (isFree && fee.minor > 0n) return 'invalid_amount';
  return feeExceedsAmount(type, amount, fee, types) ? 'amount_too_small' : undefined;
}
