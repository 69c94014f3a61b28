import { stopWords } from '../tokenize/stop-words.js';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Abbreviations that something always follows, be it a word with which sentences begin: Mr. Will, e.g. The Times. */
const NEVER_LAST = words(`
  mr mrs ms mx messrs dr drs prof rev hon gen col capt lt sgt maj cmdr adm gov sen rep pres supt insp fr e.g i.e eg cf vs viz approx
  hr frl dipl z.b d.h u.a bzw vgl sog evtl ggf inkl zzgl bspw insb
  mme mlle mm me mgr p.ex
  sr sra srta dra dña ud uds p.ej excmo
  sig sigg dott dott.ssa avv geom p.es
  exmo exma profa dª
  dhr mevr mw ir bijv d.w.z m.a.w o.a
  проф акад доц см ср св ул напр т.е т.к г-н г-жа
  κ κα κος π.χ δηλ
  np tzw tzn m.in św
  डॉ प्रो पं श्री
`);

/** Abbreviations before a number. */
const BEFORE_NUMBERS = words(`
  no nos nr nrn num núm nro n° art arts abs vol vols bd kap cap chap ch fig figs abb tab sec sect ziff p pp s ss f ff pág págs pag pagg
  blz hst lfd par para pos рис табл гл стр ст разд тов пп jan feb mar apr jun jul aug sep sept oct nov dec okt dez déc janv févr avr juil ene abr ago dic
  gen mag giu lug set ott mrt янв фев апр авг сент окт нояб дек circa ca c ok godz
`);

/** Abbreviations with which a sentence may end. */
const MAYBE_LAST = words(`
  inc corp ltd co bros jr sr st ave blvd rd mt ft al assn dept univ est ext max min jan feb apr aug sep sept oct nov dec
  str mio mrd mill jh jhd okt dez geb gest
  env éd janv févr juil déc boul
  ee uu aprox avda tel
  es
  av exa
  jl resp
  им др пр тыс млн млрд руб гг вв коп обл респ
`);

/** Names of companies end with them, and so may sentences. */
const COMPANIES = words('inc corp ltd co bros');

/** Ends of lists, after which a sentence goes on in brackets: (dict, list, etc.). */
const LIST_ENDS = words('etc usw usf etw u.a ecc itp itd m.fl osv т.д т.п al');

/** Languages that write ordinal numbers with a full stop. */
const ORDINALS = words('cs da de et eu fi fo hr hu is lb lv nb nn no pl sk sl sr tr');

/** Letters with full stops between them, with or without hyphens: U.S, z.B, EE.UU, J.-C. */
const DOTTED = /^[^\s.\d]{1,2}(?:\.-?[^\s.\d]{1,2})+$/;
const ROMAN = /^[IVX]{1,5}$/;

const starters = new Map<string, ReadonlySet<string>>();

/** Whether sentences of a language begin with a word more often than names do: its stop words. */
function isStarter(word: string, language: string): boolean {
  let known = starters.get(language);
  if (known === undefined) {
    known = stopWords(language);
    starters.set(language, known);
  }
  return known.has(word.toLowerCase());
}

/** The words around a full stop, as they are cut at blanks; empty where there is none. */
export interface AroundStop {
  /** before the word that has it */
  previous: string;
  /** the first after it, which does not begin in lower case, with its own full stop */
  next: string;
  /** the one after that */
  second: string;
}

/** Whether a word before a full stop in brackets is the end of a list in them. */
export function isListEnd(word: string): boolean {
  return LIST_ENDS.has(word.toLowerCase());
}

/**
 * Whether the full stop after a word belongs to the word: an abbreviation, an initial, an ordinal number.
 *
 * @param word what stands before the full stop, from white space or a bracket on
 * @param language of the text, an ISO 639-1 code or 'none'
 */
export function isAbbreviated(word: string, { previous, next, second }: AroundStop, language: string): boolean {
  const lower = word.toLowerCase();
  if (NEVER_LAST.has(lower)) return true;
  const beforeNumber = /^\d/.test(next);
  if (beforeNumber && BEFORE_NUMBERS.has(lower)) return true;
  // Acme Inc. Sold its shares, but not Acme Inc. Chairman Brown
  if (COMPANIES.has(lower) && /^\p{Lu}/u.test(next) && /^\p{Ll}/u.test(second)) return false;
  // of Abs. 2. the number is none
  const isNumbered = previous.endsWith('.') && BEFORE_NUMBERS.has(previous.slice(0, -1).toLowerCase());
  const isOrdinal = ORDINALS.has(language) && !isNumbered && (/^\d{1,2}$/.test(word) || ROMAN.test(word));
  const isInitial = [...word].length === 1 && !/\d/.test(word);
  if (!isOrdinal && !isInitial && !MAYBE_LAST.has(lower) && !DOTTED.test(word)) return false;
  return beforeNumber || !isStarter(next, language);
}
