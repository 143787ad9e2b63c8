/** Check digits, which catch a mistyped digit. */

/** True if the last digit fits by Luhn's rule (ISO/IEC 7812-1, annex B): from the right, every second digit counts twice. */
export function luhnFits(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
