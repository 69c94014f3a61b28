/**
 * What becomes of the arguments of a command, a letter each: `d` is left out; `b` too, and a paragraph begins; `k` is kept; `p` too, and a paragraph begins; `s` is a paragraph of its own, such as a heading;
 * `n` is a note, moved below its paragraph; `x` is left out unread, such as the body of a definition; `c` is the name of a command, left out;
 * `t`, `a` and `y` are title, author and date.
 */
export type Arguments = string;

const table = (rows: Record<Arguments, string>): ReadonlyMap<string, Arguments> =>
  new Map(Object.entries(rows).flatMap(([args, names]) => names.split(' ').map((name) => [name, args.trim()] as const)));

/** Commands with arguments; of others all arguments in braces are kept. */
export const COMMANDS = table({
  t: 'title',
  a: 'author',
  y: 'date',
  s: 'part chapter section subsection subsubsection caption subtitle frametitle framesubtitle abstract minisec addsec addchap',
  k: 'hyperref email emph underline uline mbox textbf textit texttt textsf textsc textrm textmd textup textsl textnormal textsuperscript textsubscript enquote',
  p: 'paragraph subparagraph',
  b: 'bibitem',
  n: 'footnote footnotetext thanks marginpar sidenote endnote',
  d: 'label ref eqref pageref cref Cref crefrange autoref nameref vref Vref fref bibliography bibliographystyle input include includegraphics includepdf includestandalone subfile usepackage documentclass documentstyle RequirePackage LoadClass ProvidesPackage NeedsTeXFormat hspace vspace pagestyle thispagestyle pagenumbering hypersetup geometry graphicspath DeclareGraphicsExtensions index glossary selectlanguage color pagecolor cline cmidrule phantom hphantom vphantom ensuremath theoremstyle usetikzlibrary tikzset pgfplotsset lstset captionsetup addbibresource includeonly externaldocument hyphenation newcounter stepcounter refstepcounter usecounter arabic roman Roman alph Alph setstretch linespread fontfamily fontseries fontshape fontencoding markright fancyhead fancyfoot lhead chead rhead lfoot cfoot rfoot setmainfont setsansfont setmonofont usetheme usecolortheme usefonttheme titlerunning authorrunning pdfinfo special write immediate tag inst orcid keywordsep tikz bmsection',
  dd: 'setlength addtolength setcounter addtocounter fontsize rule numberwithin PassOptionsToPackage pdfbookmark markboth newglossaryentry settowidth newtheorem addtokomafont setkomafont includesvg DeclareUnicodeCharacter',
  ddd: 'definecolor addcontentsline newacronym DeclareFieldFormat',
  ddddd: 'titleformat',
  dddd: 'titlespacing',
  dk: 'textcolor colorbox parbox scalebox raisebox rotatebox foreignlanguage hyperlink hypertarget adjustbox',
  ddk: 'multicolumn multirow resizebox fcolorbox',
  kd: 'texorpdfstring',
  ds: 'captionof',
  dkk: 'ifthenelse',
  cx: 'newcommand renewcommand providecommand DeclareRobustCommand DeclareMathOperator newcommandx',
  cdx: 'NewDocumentCommand RenewDocumentCommand DeclareDocumentCommand',
  dxx: 'newenvironment renewenvironment',
  c: 'newif newlength newsavebox newcount newdimen newtoks usebox',
  cd: 'sbox savebox',
  x: 'AtBeginDocument AtEndDocument titlepic',
});

/** Environments: what becomes of their arguments. */
export const ENVIRONMENTS = table({
  d: 'tabular longtable array minipage multicols thebibliography subfigure subtable spacing otherlanguage column adjustbox supertabular xtabular tabu longtabu tblr hyphenrules',
  dd: 'tabular* tabularx tabulary wrapfigure wraptable list',
});

/** Environments without text for a reader: formulas and drawings. */
export const UNSEEN_ENVIRONMENTS = new Set(
  'equation align gather multline eqnarray displaymath math flalign alignat xalignat xxalignat dmath dgroup IEEEeqnarray tikzpicture pgfpicture picture pspicture tikzcd circuitikz axis forest asy feynman prooftree'.split(
    ' ',
  ),
);

/** Environments in which nothing is a command, and whether their text is the reader's. */
export const VERBATIM_ENVIRONMENTS: ReadonlyMap<string, boolean> = new Map([
  ...'verbatim Verbatim BVerbatim LVerbatim SaveVerbatim lstlisting minted alltt Sinput Soutput pycode'.split(' ').map((name) => [name, true] as const),
  ...'comment filecontents CCSXML luacode asydef ccsxml'.split(' ').map((name) => [name, false] as const),
]);

/** Commands that only change how text looks; the space after them belongs to them. */
export const SWITCHES = new Set(
  'it bf em tt sf rm sc sl md up cal tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge bfseries mdseries itshape upshape slshape scshape ttfamily sffamily rmfamily normalfont noindent indent centering raggedright raggedleft relax protect leavevmode null boldmath unboldmath'.split(
    ' ',
  ),
);
