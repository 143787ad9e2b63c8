/** When what goes to a gateway is tried again: the figures of receipts and airtime (tuma.retry_at). */

/** 30 s after a try without a good answer, then 1, 2, 4 … minutes: for about two hours. */
export const tries = 8;
export const retrySeconds = 30;

/** What was never tried has had a ring that got lost when it is older than this (milliseconds). */
export const ringLostAfter = 10_000;
