/** The registry of fraud rules, by their codes. A new rule is a file beside this one, and a row here. */
import { largeForNew } from './large-for-new.ts';
import { newDevice } from './new-device.ts';
import { newRecipient } from './new-recipient.ts';
import { sharedDevice } from './shared-device.ts';
import { simSwap } from './sim-swap.ts';
import { unusualAmount } from './unusual-amount.ts';
import { unusualTime } from './unusual-time.ts';
import { velocity } from './velocity.ts';
import { velocityExtreme } from './velocity-extreme.ts';
import { velocityHour } from './velocity-hour.ts';

/** Factors of a payment are listed in this order. */
export const rules = {
  VELOCITY: velocity,
  VELOCITY_EXTREME: velocityExtreme,
  VELOCITY_HOUR: velocityHour,
  UNUSUAL_AMOUNT: unusualAmount,
  LARGE_FOR_NEW: largeForNew,
  NEW_RECIPIENT: newRecipient,
  UNUSUAL_TIME: unusualTime,
  NEW_DEVICE: newDevice,
  SHARED_DEVICE: sharedDevice,
  SIM_SWAP: simSwap,
};

export type RuleCode = keyof typeof rules;

export const ruleCodes = Object.keys(rules) as RuleCode[];
