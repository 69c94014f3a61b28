// Sticky patterns; none of them can go back over what it has matched for long.

export const PLAIN = /[^\\{}$%&~\n'`\-\]?!"]+/y;
export const COMMAND = /[A-Za-z]+(?:@[A-Za-z@]*)?|./sy;
export const SPACE = /[ \t]*\n?[ \t]*/y;
export const SPACES = /[ \t\n]*/y;
export const SPACE_IN_LINE = /[ \t]*/y;
export const NAME = /[ \t]*\{([^{}\n]{1,60})\}/y;
export const ADDRESS = /\{([^{}\n]{0,2000})\}/y;
export const PARAMETERS = /\\(?:[A-Za-z@]{1,60}|.)[^{}\n\\]{0,100}(?=\{)/sy;
export const ASSIGNMENT = /[ \t]{0,9}\\(?:[A-Za-z@]{1,60}|.)[ \t]{0,9}=?[ \t]{0,9}(?:\\(?:[A-Za-z@]{1,60}|.)|.)?/sy;
export const LENGTH =
  /[ \t]{0,9}=?[ \t]{0,9}[-+]?[\d.,]{1,20}[ \t]{0,9}(?:pt|mm|cm|in|ex|em|bp|pc|dd|cc|sp|mu)?(?: (?:plus|minus) [\d.]{1,20}[a-z]{2,5}){0,2}/y;
/** Commands before a length without braces. */
export const LENGTHS = new Set(
  'vskip hskip kern mskip parindent parskip baselineskip textwidth textheight topmargin oddsidemargin evensidemargin hsize vsize penalty'.split(' '),
);
