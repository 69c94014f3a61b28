/** A text with a name. */
export interface SourceDocument {
  /** unique in the collection */
  id: string;
  /** where it was found: the file's path relative to the input, with /; of a member of an archive, that of the archive and its own */
  path: string;
  text: string;
  /** what is known of it beside its text, as written */
  metadata: Readonly<Record<string, string>>;
}
