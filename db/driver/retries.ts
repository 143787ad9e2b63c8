/** When a message to a gateway is tried again: the settings of receipts and airtime (tuma.retry_at). */

/** The queue's message about a receipt or airtime was lost where it is untried after this time (milliseconds). */
export const ringLostAfter = 10_000;
