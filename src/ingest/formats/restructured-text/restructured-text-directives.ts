/** Directives of which nothing is text of the page. */
export const UNSEEN = new Set(
  'bibliography contents date default-role digraph footer graph graphviz header highlight highlightlang include index inheritance-diagram math mermaid meta plot raw role section-numbering sectnum tabularcolumns target-notes testcleanup testsetup tikz title toctree uml'.split(
    ' ',
  ),
);
/** Directives whose content is code, kept as it is. */
export const LITERAL = new Set(
  'code code-block console doctest ipython jupyter-execute parsed-literal productionlist prompt sourcecode testcode testoutput'.split(' '),
);
/** Directives whose argument is no text. */
export const UNTITLED = new Set(
  'class code code-block container cssclass currentmodule doctest figure ifconfig image ipython literalinclude module only prompt rst-class sourcecode testcode testoutput'.split(
    ' ',
  ),
);
/** Fields at the top that the page shows as text. */
export const SHOWN_FIELDS = new Set(['abstract', 'dedication']);

export const OPTION = /^:([A-Za-z][\w-]{0,60}):(?: +(.*))?$/s;
/** Options that the page shows, or says in place of a picture. */
const SHOWN_OPTIONS = new Set(['alt', 'caption', 'header']);

/** What the lines of a directive's options say that the page shows. */
export function shownOptions(lines: string[]): string[] {
  const shown: string[][] = [];
  let isShown = false;
  for (const line of lines) {
    const [, name, value = ''] = OPTION.exec(line.trimStart()) ?? [];
    if (name !== undefined) isShown = SHOWN_OPTIONS.has(name);
    if (name !== undefined && isShown) shown.push([value]);
    else if (isShown) shown.at(-1)?.push(line.trim());
  }
  return shown.map((parts) => parts.join(' '));
}
