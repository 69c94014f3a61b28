/** A column of a table, or a field of JSON, with some of its values. */
export interface SampledColumn {
  name: string;
  /** of the rows that have one; empty ones too */
  values: string[];
}

/** The names of the columns that hold the texts and the ids; undefined where none looks like it. */
export interface GuessedColumns {
  text: string | undefined;
  id: string | undefined;
}

/** Rows of a table, lines or elements of JSON by which columns are guessed: so many, or as many as have so many characters. */
export const SAMPLE_ROWS = 200;
export const SAMPLE_LENGTH = 256 * 1024;

/** Mean of words a row that a column must have to be taken for the texts by what it holds. */
export const MIN_WORDS = 3;
/** Of a value, as much as is looked at. */
const LOOKED_AT = 2000;
/** Characters of an id at most. */
const LONGEST_ID = 200;

/** Names of columns that hold texts, the surest first; then those of German, French and Spanish tables. */
const TEXT_NAMES = `text full_text fulltext body body_text content contents raw_text clean_text message article_text article post tweet
  abstract transcript speech review_text review comment_text comment comments comment_body description answer response feedback story
  summary volltext inhalt nachricht artikel beitrag rede beschreibung kommentar bewertung rezension zusammenfassung texte contenu message_texte
  discours résumé resume commentaire avis critique texto contenido cuerpo mensaje discurso resumen descripción descripcion comentario reseña
  opinión opinion`.split(/\s+/);

const ID_NAMES = `id _id doc_id docid document_id documentid text_id textid index_id record_id item_id article_id paper_id post_id tweet_id
  message_id review_id comment_id key uuid guid uid`.split(/\s+/);

/** Names of columns that hold neither, by which a row is known to be a header. */
const OTHER_NAMES = `title titel titre título titulo headline subject betreff name author autor auteur date datum fecha year jahr année annee año
  month time timestamp created created_at published label category kategorie catégorie categorie categoría categoria class type topic source
  url link language lang country party speaker rating score file filename path document`.split(/\s+/);

const WELL_KNOWN = new Set([...TEXT_NAMES, ...ID_NAMES, ...OTHER_NAMES]);

/** Whether a text is a name that columns often have. */
export function isWellKnownName(name: string): boolean {
  return WELL_KNOWN.has(plain(name));
}

/**
 * Guesses which column holds the texts: one called `text`; else one with another well-known name; else the one with the most words, if
 * these are at least MIN_WORDS a row. Ids are in a column with a well-known name, if every sampled row has one of its own.
 *
 * @param rows how many rows were sampled
 */
export function guessColumns(columns: readonly SampledColumn[], rows: number): GuessedColumns {
  const text = guessText(columns, rows);
  return { text: text?.name, id: guessId(columns, rows, text)?.name };
}

/** The column that has the surest of the well-known names and holds words. */
function guessText(columns: readonly SampledColumn[], rows: number): SampledColumn | undefined {
  const known = columnsNamed(columns, TEXT_NAMES).find((column) => plain(column.name) === 'text' || column.values.some((value) => countWords(value) > 0));
  return known ?? wordiest(columns, rows);
}

/** The columns that have one of some names, in the order of these; one that is written just so first. */
function columnsNamed(columns: readonly SampledColumn[], names: readonly string[]): SampledColumn[] {
  const ranked = columns.map((column) => {
    const rank = names.indexOf(plain(column.name));
    return { column, rank: rank >= 0 && column.name !== names[rank] ? rank + 0.5 : rank };
  });
  const named = ranked.filter(({ rank }) => rank >= 0);
  return named.sort((a, b) => a.rank - b.rank).map(({ column }) => column);
}

function wordiest(columns: readonly SampledColumn[], rows: number): SampledColumn | undefined {
  let best: SampledColumn | undefined;
  let most = 0;
  for (const column of columns) {
    const words = column.values.reduce((sum, value) => sum + countWords(value), 0);
    if (words > most && words >= MIN_WORDS * rows) {
      best = column;
      most = words;
    }
  }
  return best;
}

function guessId(columns: readonly SampledColumn[], rows: number, text: SampledColumn | undefined): SampledColumn | undefined {
  return columnsNamed(columns, ID_NAMES).find((column) => column !== text && namesRows(column.values, rows));
}

function namesRows(values: readonly string[], rows: number): boolean {
  const all = rows > 0 && values.length === rows && values.every((value) => value.trim() !== '' && value.length <= LONGEST_ID);
  return all && new Set(values).size === rows;
}

/**
 * How many words the start of a text has: what white space parts and has a letter, but no address; of scripts without spaces a third of
 * the characters.
 */
export function countWords(text: string): number {
  const start = text.slice(0, LOOKED_AT);
  const parted = (start.match(/\S+/g) ?? []).filter((word) => /[A-Za-z\u00c0-\uffff]/.test(word) && !word.includes('://'));
  const unspaced = start.match(/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/g) ?? [];
  return Math.max(parted.length, Math.floor(unspaced.length / 3));
}

/** A name in lower case, its parts joined by _. */
function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
