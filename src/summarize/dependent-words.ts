const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Words with which a sentence begins that leans on one before it: connectives, pronouns. */
const DEPENDENT: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'en',
    words(`and but or nor so yet also however therefore thus hence moreover furthermore nevertheless nonetheless otherwise instead meanwhile besides
      similarly likewise consequently accordingly additionally still then finally again he she it they we i you his her hers its their theirs our my
      your him them us me this that these those such here there both neither either another others one some because although though who which what
      he's she's it's they're we're i'm you're that's there's i've we've i'd let's well yes no ok okay ah oh hi hello thanks thank`),
  ],
  [
    'de',
    words(`und aber oder denn doch also jedoch daher deshalb deswegen somit dennoch trotzdem außerdem zudem dabei damit davor dafür dagegen dadurch danach dann
      darauf darum davon dazu er sie es wir ich ihr sein seine ihre dies diese dieser dieses dort hier so auch allerdings schließlich zwar
      ebenso hingegen stattdessen inzwischen beide solche letztere`),
  ],
  [
    'fr',
    words(`et mais ou donc or ni car cependant pourtant toutefois néanmoins ainsi aussi alors puis ensuite enfin il elle ils elles on nous vous je j'ai
      ce cela ça c'est cet cette ces celui celle ceux celles son sa ses leur leurs ici là en y d'ailleurs ailleurs par`),
  ],
  [
    'es',
    words(`y e pero o u ni sino aunque sin porque pues así también además entonces luego después él ella ellos ellas yo nosotros esto eso este esta estos
      estas ese esa esos esas aquel su sus aquí allí ahí finalmente asimismo`),
  ],
  [
    'it',
    words(
      'e ed ma o però quindi dunque perciò inoltre tuttavia anche così poi infine egli lui lei essi loro esso questo questa questi queste quello ciò suo sua qui lì noi io',
    ),
  ],
  [
    'pt',
    words(
      'e mas ou porém contudo todavia portanto assim também além então depois ele ela eles elas eu nós isto isso este esta estes estas esse essa esses essas seu sua aqui ali finalmente',
    ),
  ],
  [
    'nl',
    words('en maar of dus want echter daarom toch ook bovendien dan daarna hij zij ze het hun wij we ik dit dat deze die hier daar zo zijn haar tenslotte'),
  ],
  [
    'ru',
    words(
      'и а но или да же однако поэтому также тоже затем потом он она оно они мы я вы это этот эта эти тот та те такой здесь там так его её их наш кроме наконец зато',
    ),
  ],
  ['uk', words('і й та а але або однак тому також він вона воно вони ми я це цей ця ці той там тут так його її їх')],
  ['pl', words('i a ale lub jednak dlatego więc także też on ona ono oni one my ja to ten ta te tam tu tak jego jej ich')],
  ['sv', words('och men eller så därför dock också sedan han hon den det de vi jag detta denna dessa här där')],
  ['ar', words('لكن ولكن هو هي هم وهو وهي هذا هذه ذلك تلك كما وقد ثم لذلك وكان وقال')],
  ['hi', words('और लेकिन परंतु किंतु या वह वे यह ये इस उस उन इन इसके उसके इसलिए हम मैं')],
]);
/** Pronouns that point back, wherever they stand at the start of a sentence. */
const POINTING: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['en', words('this these those such it he she they him them his her their its former latter same thereof therein thereby you your')],
  ['de', words('dies diese dieser dieses diesem diesen er ihn ihm ihnen deren dessen solche solcher solchen letztere dabei dafür daran dazu')],
  ['fr', words('ce cet cette ces celui celle ceux celles lui leur cela')],
  ['es', words('esto este esta estos estas eso ese esa esos esas dicho dicha ello')],
  ['it', words('questo questa questi queste quello quella tale tali ciò')],
  ['pt', words('isto isso este esta estes estas esse essa esses essas tal tais')],
  ['nl', words('deze dit die hij zij hem hun')],
  ['ru', words('этот эта это эти этого этой этих этом этому он она они его её их ему им такой такие')],
]);

/** The same of scripts without blanks, as beginnings. */
const DEPENDENT_BEGINNING =
  /^(?:但|而|因此|所以|然而|不过|此外|另外|同时|他|她|它|我|你|这|那|此|該|该|其|しかし|そして|また|その|この|それ|これ|彼|だから|แต่|และ|เขา|นี้)/;

const OPENING = /^["'\u201c\u2018\u201e\u00ab\u00bb([\u00bf\u00a1\u2014\u2013\-\s]+/;

/**
 * The place of the first word by which a sentence leans on what stood before it, 0 for its first word. Farther on only pronouns do, such as
 * "In doing this"; a language without a list has none.
 *
 * @returns Infinity where there is none
 */
export function firstLeaning(text: string, language: string): number {
  const sentence = text.replace(OPENING, '');
  if (DEPENDENT_BEGINNING.test(sentence)) return 0;
  const words = sentence
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .split(/[\s,.;:!?"()]+/, 8);
  if (DEPENDENT.get(language)?.has(words[0] ?? '') === true) return 0;
  const found = words.findIndex((word) => POINTING.get(language)?.has(word) === true);
  return found < 0 ? Number.POSITIVE_INFINITY : found;
}
