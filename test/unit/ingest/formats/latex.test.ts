import { describe, expect, it } from 'vitest';
import { latex } from '../../../../src/ingest/formats/latex.js';
import { foundIn } from '../../../support/found-in.js';

const read = async (text: string) => (await foundIn(latex, text)).find((finding) => finding.kind === 'document');
const head = (text: string) => ({ bytes: Buffer.from(text), text, extension: '.txt' });

describe('latex', () => {
  it.each([
    ['the preamble', '\\documentclass{article}\n\\newcommand{\\x}[1]{\\begin{a}$}\nstray $ {\n\\begin{document}\na\n\\end{document}\nb', 'a'],
    ['comments', 'a% b }\n  c 50\\% d\n% e\nf\n%\n\ng', 'ac 50% d f\n\ng'],
    ['headings', '\\section*[short]{A \\emph{b}\\label{c}}\nd\n\\paragraph{E} f', 'A b\n\nd\n\nE f'],
    ['fonts', '\\textbf{a}b {\\em c}d \\textit{e \\textsc{f}} {\\large g}', 'ab cd e f g'],
    ['references', 'a~\\cite[see][p.~3]{b,c}, \\ref{d} \\citep{e} \\parencite{f} (\\eqref{g})', 'a , ()'],
    ['notes below their paragraph', 'a\\footnote{The \\emph{note}.} b\\footnote{Another.}\nc\n\nd', 'a b c\n\nThe note.\n\nAnother.\n\nd'],
    ['formulas', 'a $x_{\\text{b $y$}}$ c \\(d\\) e\\[f\\]g $$h$$ i \\$5', 'a c e g i $5'],
    ['formulas on lines of their own', 'a\n\\begin{equation*}\n b \\label{c}\n\\end{equation*}\nd\n\\begin{align}e &= f \\\\ g\\end{align}.', 'a d .'],
    ['drawings', 'a\n\\begin{tikzpicture}[scale=2]\n\\node {b};\n\n\\draw $c$;\n\\end{tikzpicture}\nd', 'a d'],
    [
      'accents',
      '\\\'e \\`{a} \\^\\i\\ \\"{\\i} \\~n \\c{c} \\c c \\v{S} \\H{o} \\r a \\k{a} \\d{h} \\=o \\.z \\u{g} na\\"ive \\~{} \\\'{xy}',
      'é à î ï ñ ç ç Š ő å ą ḥ ō ż ğ naïve ~ xy',
    ],
    ['letters', "Stra\\ss e \\o re {\\AA}s \\ae{} \\L\\'od\\'z \\oe uvre \\S\\,3 \\copyright", 'Straße øre Ås æ Łódź œuvre § 3 ©'],
    ['punctuation', "``a'' `b' don't --- 1--2 x-y ?`c? !`d! e\\ldots\\ f \\& \\# \\_ \\{ \\} g\\-h~i", '“a” ‘b’ don’t — 1–2 x-y ¿c? ¡d! e… f & # _ { } gh i'],
    ['German shorthands', '\\usepackage[ngerman]{babel}\\begin{document}"Uber "`Stra"se"\' Zucker"=Ei', 'Über „Straße“ Zucker-Ei'],
    ['quotation marks elsewhere', '\\usepackage[german,english]{babel}\\begin{document}say "a"', 'say "a"'],
    ['lists', 'a\n\\begin{itemize}[noitemsep]\n\\item b\n c\n\\item[d] e\n\\end{itemize}\nf', 'a\n\nb c\nd e\n\nf'],
    [
      'figures',
      'a\n\\begin{figure}[htb]\n\\centering\n\\includegraphics[width=2cm]{x}\n\\caption[s]{The \\emph{b}.}\\label{c}\n\\end{figure}\nd',
      'a\n\nThe b.\n\nd',
    ],
    ['tables', '\\begin{tabular}{|l|p{2cm}|}\\hline a & b \\\\[2pt]\n\\multicolumn{2}{c}{c d} \\\\ \\cline{1-2}\n\\end{tabular}', 'a\tb\nc d'],
    [
      'code as it is',
      'a\n\\begin{verbatim}\n  b {$ % \\c\n    d\n\\end{verbatim}\ne \\verb|f_{$| \\begin{lstlisting}[language=C]\ng;\n\\end{lstlisting}',
      'a\n\n  b {$ % \\c\n    d\n\ne f_{$\n\ng;',
    ],
    ['commented environments', 'a\n\\begin{comment}\nb } $\n\\end{comment}\nc \\iffalse d \\ifx e \\fi f \\fi g', 'a c g'],
    ['addresses', '\\url{http://a.b/c%20d_e} \\href{http://f/%7Eg}{h \\emph{i}}', 'http://a.b/c%20d_e h i'],
    ['arguments that are no text', '\\textcolor{red}{a} \\hspace*{2cm}\\vskip 2pt plus 1pt b \\fontsize{1}{2} c \\foreignlanguage{de}{d}', 'a b c d'],
    ['unknown commands', '\\foo a \\bar[x]{b}{c} \\baz{d}\\qux{e} [f]', 'a b c d e [f]'],
    ['definitions', '\\def\\a#1{b $ #1}\\let\\c=\\d\\newcommand\\e[2][f]{g\n\n}\\renewenvironment{h}{\\begin{i}}{\\end{i}}j', 'j'],
    ['the bibliography', 'a\n\\begin{thebibliography}{99}\n\\bibitem[K]{k} Knuth.\n\\bibitem{l} Lamport.\n\\end{thebibliography}', 'a\n\nKnuth.\n\nLamport.'],
    ['other line ends', 'a\r\nb\r\n\r\nc', 'a b\n\nc'],
  ])('%s', async (_, source, text) => {
    const found = await foundIn(latex, source);
    expect(found).toEqual([{ kind: 'document', text, metadata: expect.anything() }]);
  });

  it('takes title, author and date for metadata; the title is text where it stands', async () => {
    const preamble =
      '\\title[s]{A \\textbf{b}\\thanks{c} \\\\ d}\n\\author{Jane Doe\\thanks{e} \\and J\\"org \\\\ Town}\n\\author{Third}\n\\date{3~May 2020}\n';
    expect(await read(`\\documentclass{a}${preamble}\\begin{document}x\\maketitle y\\maketitle\\end{document}`)).toEqual({
      kind: 'document',
      text: 'x\n\nA b\nd\n\ny',
      metadata: { title: 'A b d', author: 'Jane Doe; Jörg, Town; Third', date: '2020-05-03' },
    });
    expect((await read('\\date{\\today}a'))?.metadata).toEqual({});
  });

  it.each([
    ['a dollar', 'It cost 5$ then.\n\nAnd $x$ after.', 'It cost 5 then.\n\nAnd after.'],
    ['an argument', 'a \\label{b c\n\nd', 'a b c\n\nd'],
    ['a title', '\\title{a\n\nb', 'a\n\nb'],
    ['a formula', 'a\n\\begin{equation}\nb\n\nc', 'a b\n\nc'],
    ['a definition', '\\newcommand{\\a}{b\n\nc', 'b\n\nc'],
    ['a list', '\\begin{itemize}\\item a {b\n\n\\end{document}', 'a b'],
    ['code', 'a \\begin{verbatim} b \\emph{c}', 'a\n\nb c'],
    ['nothing: a brace', 'a } b', 'a b'],
    ['nothing: an environment', 'a \\end{b} c', 'a c'],
  ])('keeps the text where %s is never closed, with a note', async (_, source, text) => {
    expect(await foundIn(latex, source)).toEqual([
      { kind: 'note', problem: { reason: 'malformed', detail: 'a brace, formula or environment in it is not closed; what is in it is read as text' } },
      { kind: 'document', text, metadata: {} },
    ]);
  });

  it('is known by its first command', () => {
    expect(latex.recognizes?.(head('% a\n\n\\RequirePackage{x}\n  \\documentclass[a]{b}\n'))).toBe(true);
    expect(latex.recognizes?.(head('\\begin{document}'))).toBe(true);
    expect(latex.recognizes?.(head('See:\n\\documentclass{a}'))).toBe(false);
    expect(latex.recognizes?.(head('\\section{a}\ntext'))).toBe(false);
    expect(latex.recognizes?.({ ...head(''), text: undefined })).toBe(false);
  });

  const many = (piece: string, length = 400_000) => piece.repeat(Math.ceil(length / piece.length));
  it.each(
    Object.entries({
      '{': many('{'),
      '}': `${many('\\begin{a}')}${many('}')}`,
      '[': `${many('{\\a[')}${many('}')}`,
      $: many('${'),
      '\\[': many('\\['),
      '\\end': `${many('\\begin{a}')}${many('\\end{b}')}`,
      formulas: `${many('\\begin{equation}')}${many('\n\n$')}`,
      labels: many('\\label{'),
      notes: `${many('\\footnote{a ')}${many('}')}`,
      verb: Array.from({ length: 80_000 }, (_, i) => `\\verb${String.fromCharCode(33 + (i % 90))}`).join(''),
      verbatim: many('\\begin{verbatim}'),
      definitions: many('\\def\\a{'),
      titles: `\\title{${many('x')}}${many('\\maketitle')}`,
      lengths: `\\vskip${many(' ')}x`,
      accents: many("\\'{"),
      lines: many('%\n'),
    }),
  )(
    'reads 400 kB of hostile markup quickly: %s',
    async (_, source) => {
      expect(await read(source)).toBeDefined();
    },
    5000,
  );
});
