/** The language that a text is in, as far as the text tells. */
export interface DetectedLanguage {
  /** an ISO 639-1 code (Norwegian is nb), or 'none' where nothing tells */
  language: string;
  /** whether the text says so by itself; one that is short or odd may be in any language */
  sure: boolean;
}
