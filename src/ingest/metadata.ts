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

/** Names and abbreviations of the months in English, German, French, Spanish, Italian, Portuguese, Dutch and Russian. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan(?:uary|uari)?|januar|jänner|janv(?:ier)?|ene(?:ro)?|gen(?:naio)?|janeiro|янв(?:ар[ья])?)$/,
  /^(?:febr?(?:uary|uari)?|februar|f[ée]v(?:r(?:ier)?)?|febrero|febbraio|fevereiro|фев(?:р(?:ал[ья])?)?)$/,
  /^(?:mar(?:ch|s|zo)?|märz?|março|maart|mrt|март?а?)$/,
  /^(?:apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|апр(?:ел[ья])?)$/,
  /^(?:may|mai|mayo|mag(?:gio)?|maio|mei|ма[йя])$/,
  /^(?:june?|juni|juin|junio?|giu(?:gno)?|junho|июн[ья]?)$/,
  /^(?:july?|juli|juil(?:let)?|julio?|lug(?:lio)?|julho|июл[ья]?)$/,
  /^(?:aug(?:ust|ustus)?|août|aout|ago(?:sto)?|авг(?:уста?)?)$/,
  /^(?:sept?(?:ember|embre)?|sept?iembre|set(?:t(?:embre)?|iembre|embro)?|сент?(?:ябр[ья])?)$/,
  /^(?:oct(?:ober|obre|ubre)?|okt(?:ober)?|ott(?:obre)?|out(?:ubro)?|окт(?:ябр[ья])?)$/,
  /^(?:nov(?:ember|embre|iembre|embro)?|ноя(?:б(?:р[ья])?)?)$/,
  /^(?:dec(?:ember)?|dez(?:ember|embro)?|d[ée]c(?:embre)?|dic(?:embre|iembre)?|дек(?:абр[ья])?)$/,
];

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A date as `readIsoDate` reads it; else as it is. */
export function isoDate(text: string): string {
  return readIsoDate(text) ?? text;
}

/** A date as YYYY-MM-DD or YYYY-MM where year, month and day can be told apart for sure: the year first, a month by its name, or signs of East Asia. */
export function readIsoDate(text: string): string | undefined {
  if (text.length > 40) return undefined;
  const yearFirst = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![\d/.-])/.exec(text);
  if (yearFirst !== null) return calendarDate(yearFirst[1] as string, yearFirst[3] as string, yearFirst[4]);
  const eastAsian = /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?$/.exec(text);
  if (eastAsian !== null) return calendarDate(eastAsian[1] as string, eastAsian[2] as string, eastAsian[3]);
  const named =
    /^(?:(?<day>\d{1,2})(?:st|nd|rd|th|er|º)?\.?[ -]+(?:(?:of|de) )?)?(?<month>\p{L}{3,10})\.?,?[ -]+(?:del? )?(?<year>\d{4})(?: г(?:\.|ода))?$/iu.exec(text) ??
    /^(?<month>\p{L}{3,10})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})$/iu.exec(text) ??
    /^(?<year>\d{4})[ -](?<month>\p{L}{3,10})\.?(?:[ -](?<day>\d{1,2}))?$/iu.exec(text);
  const { day, month = '', year = '' } = named?.groups ?? {};
  const number = MONTHS.findIndex((names) => names.test(month.toLowerCase())) + 1;
  return number === 0 ? undefined : calendarDate(year, String(number), day);
}

/** YYYY-MM-DD, without a day YYYY-MM; nothing for a day that no calendar has. */
export function calendarDate(year: string, month: string, day?: string): string | undefined {
  const days = DAYS[Number(month) - 1];
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  if (days === undefined || Number(year) === 0) return undefined;
  if (day !== undefined && (Number(day) < 1 || Number(day) > (Number(month) === 2 && !leap ? 28 : days))) return undefined;
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}
