/** What the documents of a period are: a year, or a month of one. */
export type PeriodLength = 'year' | 'month';

/** Where the dates of the documents are from. */
export interface DateSource {
  /** a column of documents.csv, or the documents' file names */
  kind: 'column' | 'file-name';
  /** of the column; empty for file names */
  column: string;
  /** false where a setting named it */
  guessed: boolean;
}

/** A year or a month in which there are documents. */
export interface Period {
  /** 1790, or 2004-03 */
  name: string;
  /** its middle, in years: 1790.5 */
  at: number;
  documents: number;
  /** counted words */
  tokens: number;
}

/** A topic in the periods; each list has a number for each period. Shares are of the period's words, 0 to 1; intervals cover 90 %. */
export interface TopicOverTime {
  /** from 1, the same in every file */
  topic: number;
  share: number[];
  low: number[];
  high: number[];
  /** a smooth course through the shares */
  trend: number[];
  trendLow: number[];
  trendHigh: number[];
  /** difference of the trend's values at the ends of the time, the last less the first, and its interval */
  change: number;
  changeLow: number;
  changeHigh: number;
  /** rising or falling where the change is clearly above or below 0; one of ten topics that are, at most, is so by chance (false discovery rate) */
  direction: 'rising' | 'falling' | 'steady';
  /** place among the periods of the largest value of the trend */
  peak: number;
  /** words that are more frequent in the topic in a span of time than at other times, the most so first; spans without any are left out */
  words: { span: number; terms: string[] }[];
}

/** Why there is nothing to tell of a time. */
export interface NoTime {
  /** in a sentence */
  reason: string;
  /** whether somebody may look for it: a column is called date, or all documents are of one period */
  isMissed: boolean;
}

/** The topics of a collection over time. */
export interface TopicsOverTime {
  source: DateSource;
  length: PeriodLength;
  /** documents without a date, or with one that cannot be read */
  undated: number;
  /** those among them with a value that is not taken for a date, such as 2002-Q2 or 9999-12-31, and the first such value */
  unread: { documents: number; example: string };
  /** documents with a date that is a year only, where periods are months */
  withoutMonth: number;
  /** documents of which only the year is known, since day and month of a date such as 8/1/1790 cannot be told apart */
  yearOnly: number;
  /** rising; only those in which there are counted words */
  periods: Period[];
  /** how many texts the documents of the periods are, or are passages of */
  texts: number;
  /** the periods between which changes are told, by place: the first and the last that do not have much fewer documents than most */
  ends: { first: number; last: number };
  /** longer times, for the words of topics: first and last period of each, by place in `periods` */
  spans: { first: number; last: number }[];
  /** in the order of their numbers */
  topics: TopicOverTime[];
}
