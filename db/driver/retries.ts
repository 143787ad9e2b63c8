/** When a message to a gateway is tried again: the settings of receipts and airtime (tuma.retry_at). */

/** 30 s after a try without a good answer, then 1, 2, 4 … minutes: for about two hours. */
export const tries = 8;
export const retrySeconds = 30;

/** The queue's message about a receipt or airtime was lost where it is untried after this time (milliseconds). */
export const ringLostAfter = 10_000;
