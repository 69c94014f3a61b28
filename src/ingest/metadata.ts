/** Metadata of the pairs of a source: values on one line, without control characters; empty ones left out, of equal names the first kept. */
export function metadataOf(pairs: Iterable<readonly [name: string, value: string]>): Record<string, string> {
  const known = new Map<string, string>();
  for (const [name, value] of pairs) {
    const shown = onOneLine(value);
    if (shown !== '' && !known.has(name)) known.set(name, name === 'date' ? isoDate(shown) : shown);
  }
  // fromEntries, since a field may be called __proto__
  return Object.fromEntries(known);
}

/**
 * A text without control characters, its white space single spaces. It does not hold on to the text that it was cut out of, so that metadata
 * can be kept while texts pass.
 */
export function onOneLine(text: string): string {
  const line = text.replaceAll(/[\s\0-\x1f\x7f-\x9f]+/g, ' ').trim();
  // engines keep a part of a string as a reference to the whole; a string put together anew is one of its own
  return ` ${line}`.slice(1);
}

const MONTHS: readonly RegExp[] = [
  /^(?:jan(?:uary)?|januar|jänner)$/,
  /^(?:feb(?:ruary)?|februar)$/,
  /^(?:mar(?:ch)?|märz)$/,
  /^(?:apr(?:il)?)$/,
  /^(?:may|mai)$/,
  /^(?:june?|juni)$/,
  /^(?:july?|juli)$/,
  /^(?:aug(?:ust)?)$/,
  /^(?:sept?(?:ember)?)$/,
  /^(?:oct(?:ober)?|oktober)$/,
  /^(?:nov(?:ember)?)$/,
  /^(?:dec(?:ember)?|dezember)$/,
];

/** A date as YYYY-MM-DD (YYYY-MM, YYYY) where year, month and day can be told apart for sure: the year first, or an English or German month; else as it is. */
export function isoDate(text: string): string {
  if (text.length > 40) return text;
  const yearFirst = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![\d/.-])/.exec(text);
  if (yearFirst !== null) return dateOf(yearFirst[1], yearFirst[3], yearFirst[4]) ?? text;
  const named =
    /^(?:(?<day>\d{1,2})(?:st|nd|rd|th)?\.?[ -]+(?:of )?)?(?<month>[a-zä]{3,9})\.?,?[ -]+(?<year>\d{4})$/i.exec(text) ??
    /^(?<month>[a-z]{3,9})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})$/i.exec(text);
  const { day, month = '', year } = named?.groups ?? {};
  const number = MONTHS.findIndex((names) => names.test(month.toLowerCase())) + 1;
  return (number > 0 && dateOf(year, String(number), day)) || text;
}

function dateOf(year = '', month: string, day: string | undefined): string | undefined {
  if (Number(month) < 1 || Number(month) > 12 || Number(day ?? 1) < 1 || Number(day ?? 1) > 31) return undefined;
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}
