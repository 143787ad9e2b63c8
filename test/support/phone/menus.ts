/** What a customer sees who dials, above the line of its keys. */
export const mainMenu =
  'Welcome to Tuma\n1. Send money\n2. Withdraw cash\n3. Buy airtime\n4. Pay bill\n5. Buy goods\n6. My account';

export const swahiliMenu =
  'Karibu Tuma\n1. Tuma pesa\n2. Toa pesa\n3. Nunua muda wa maongezi\n4. Lipa bili\n5. Nunua bidhaa\n6. Akaunti yangu';

export const accountMenu =
  'My account\n1. Balance\n2. Mini statement\n3. Change PIN\n4. Language\n5. Limits and tier\n6. Report a problem\n7. Block my account';
