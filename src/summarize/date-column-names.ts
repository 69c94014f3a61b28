/** Words in the names of columns of dates, the likeliest first. */
const DATE_WORDS: readonly RegExp[] = [
  /^(?:date|published|publication|pubdate|issued|posted|datum|data|fecha|дата|publié|publicado|pubblicato|veröffentlicht|gepubliceerd|日期|日付|날짜)$/,
  /^(?:year|pubyear|yr|jahr|année|annee|an|año|ano|anno|jaar|год)$/,
  /^(?:created|datetime|timestamp|time|sent|written|month|epoch|utc)$/,
  /^(?:modified|updated|lastmod|dates)$/,
];
const EPOCH = /^(?:epoch|unix|unixtime|timestamp|utc|ts)$/;
/** Share of values with a digit among those of a column that holds dates, whether or not they can be read. */
const WITH_DIGITS = 0.5;

/** How likely a column holds dates, by the likeliest word of its name: 0 most; undefined where it has no such word. */
export function dateRank(name: string): number | undefined {
  const words = wordsOfName(name);
  const rank = DATE_WORDS.findIndex((likely) => words.some((word) => likely.test(word)));
  return rank < 0 ? undefined : rank;
}

/** Whether numbers in a column count seconds or milliseconds, by its name. */
export function isEpoch(name: string): boolean {
  return wordsOfName(name).some((word) => EPOCH.test(word));
}

/**
 * Whether a column is meant for dates, be they readable or not: it is called date; or something like it, and digits stand in most values. A
 * publication may be a newspaper.
 *
 * @param values empty where a document has none
 */
export function isMeantForDates(name: string, values: readonly string[]): boolean {
  const known = values.filter((value) => value !== '');
  if (known.length === 0) return false;
  if (name.toLowerCase() === 'date') return true;
  return dateRank(name) !== undefined && known.filter((value) => /\p{Nd}/u.test(value)).length >= WITH_DIGITS * known.length;
}

function wordsOfName(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
}
