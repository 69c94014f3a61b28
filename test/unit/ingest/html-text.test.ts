import { expect, test } from 'vitest';
import { htmlText } from '../../../src/ingest/formats/html/html-text.js';

test('block elements are paragraphs, what is in a line stays in one', () => {
  expect(htmlText('<p>The <b>harbour</b>\n  crane\tis&nbsp;old.</p><p>It <i>creaks</i>.')).toBe('The harbour crane is old.\n\nIt creaks.');
  expect(htmlText('<div><div>one</div>two<div>three</div></div>')).toBe('one\n\ntwo\n\nthree');
  expect(htmlText('<h1>Tides</h1>They turn.<hr>Twice a day.')).toBe('Tides\n\nThey turn.\n\nTwice a day.');
  expect(htmlText('half<b>way</b> <em> home </em> .')).toBe('halfway home .');
});

test('<br> ends a line, two of them a paragraph', () => {
  expect(htmlText('one<br>two<br/>three<br> <br>four</br>five<br>')).toBe('one\ntwo\nthree\n\nfour\nfive');
});

test('list items are lines, also of lists inside one another and with paragraphs inside', () => {
  expect(htmlText('before<ul><li>one<li>two<ol><li>inner</li></ol></li><li><p>three</p></li></ul>after')).toBe('before\n\none\ntwo\ninner\nthree\n\nafter');
  expect(htmlText('<ul><li><p>one</p><p>more of one</p></li><li><p>two</p></li></ul>')).toBe('one\n\nmore of one\n\ntwo');
  expect(htmlText('<dl><dt>ebb<dd>goes<dt>flood<dd>comes</dl>')).toBe('ebb\ngoes\nflood\ncomes');
});

test('rows are lines, cells are parted by tabs, also with paragraphs or tables inside', () => {
  expect(htmlText('<table><tr><th>tree</th><th>age</th></tr><tr><td><p>apple</p></td><td><p>80</p></td></tr></table>')).toBe('tree\tage\napple\t80');
  expect(htmlText('<table><tr><td>one<td>two<tr><td><td>four</table>')).toBe('one\ttwo\nfour');
  expect(htmlText('<table><tr><td><table><tr><td>menu</td></tr></table></td><td><p>first</p><p>second</p></td></tr><tr><td>end</td></tr></table>')).toBe(
    'menu\tfirst\n\nsecond\n\nend',
  );
});

test('preformatted text is kept as it is', () => {
  expect(htmlText('a <pre>\n  one\n\n\n    <b>two</b>  x\r\n</pre> b')).toBe('a\n\n  one\n\n\n    two  x\n\nb');
  expect(htmlText('<pre>a<br>b &lt;c&gt;</pre>')).toBe('a\nb <c>');
});

test('entities are decoded, once', () => {
  expect(htmlText('caf&eacute; &amp;lt; &#8212; &#x1F41D; &copy 2018 &unknown; &#0; AT&T')).toBe('café &lt; — 🐝 © 2018 &unknown; \ufffd AT&T');
});

test('scripts, styles, templates, controls and what is hidden are left out', () => {
  const html =
    '<head><title>t</title><style>p{}</style></head><!-- c --><script>if (a < b) "</div>"</script><p>kept</p><template><p>t</p></template>' +
    '<noscript>n</noscript><select><option>o</select><textarea>x</textarea><button>b</button><svg><text>s</text></svg>' +
    '<p hidden>h<p>kept too<div style="Display : NONE"><div>x</div>y</div><span aria-hidden="true">z</span><script src="x"/>end';
  expect(htmlText(html)).toBe('kept\n\nkept too\n\nend');
  expect(htmlText('<dialog>closed</dialog><dialog open>open</dialog>')).toBe('open');
});

test('what stands open or is closed twice does not confuse', () => {
  expect(htmlText('<p>one</i></div></b></p></p><p>two<b>')).toBe('one\n\ntwo');
  expect(htmlText('a < b > c <3 <')).toBe('a < b > c <3 <');
  expect(htmlText('')).toBe('');
  expect(htmlText('text <!-- never closed <p>lost')).toBe('text');
  expect(htmlText('text <p class="never closed')).toBe('text');
});

test('elements may be left out, and quotes marked as in mails', () => {
  expect(htmlText('<nav>menu <div>more</div></nav>text', { leaveOut: ({ name }) => name === 'nav' })).toBe('text');
  const quoted = '<div>no</div><blockquote><p>yes?</p><blockquote>first</blockquote>line<br>line</blockquote>end';
  expect(htmlText(quoted, { markQuotes: true })).toBe('no\n\n> yes?\n>\n>> first\n>\n> line\n> line\n\nend');
});

test('the time is linear in the length, whatever the page is', () => {
  const times = 100_000;
  const hostile = [
    '<div>'.repeat(times),
    `${'<div>'.repeat(times)}x${'</span>'.repeat(times)}`,
    '<b></i>'.repeat(times),
    `<p ${'a="b" '.repeat(times)}>x`,
    `<p a="${'&amp;'.repeat(times)}">x`,
    '&amp;'.repeat(10 * times),
    '&'.repeat(10 * times),
    '<'.repeat(10 * times),
    ' '.repeat(10 * times),
    '<!--'.repeat(times),
    '<table><tr><td>'.repeat(times),
    '<ul><li>x'.repeat(times),
    '<blockquote>x'.repeat(times / 10),
    '<script>'.repeat(times),
    `<p style="${'display:'.repeat(times)}">x`,
  ];
  for (const html of hostile) {
    const start = performance.now();
    htmlText(html, { markQuotes: true });
    expect(performance.now() - start, html.slice(0, 40)).toBeLessThan(3000);
  }
});
