/** Texts that would be markup, scripts or the end of a line if they were not escaped. */
export const HOSTILE_TEXTS: readonly string[] = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '-->',
  '<![CDATA[',
  '&lt;b&gt; &amp; &#60;b&#62;',
  '" onload="alert(1)',
  "' onload='alert(1)",
  '</title></style></textarea></noscript>',
  'a\u2028b\u2029c\rd\ne\0f',
  'javascript:alert(1)',
  '\u202eabc\u2066',
  '<svg/onload=alert(1)>',
  '`+alert(1)+`',
  '\ud800 alone',
];
