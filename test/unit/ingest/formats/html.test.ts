import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import type { Head } from '../../../../src/ingest/document.js';
import { html } from '../../../../src/ingest/formats/html.js';
import { foundIn } from '../../../support/found-in.js';

async function documentIn(content: string | Uint8Array): Promise<{ text: string; metadata: Record<string, string> }> {
  const [found] = (await foundIn(html, content)).filter(({ kind }) => kind === 'document');
  if (found?.kind !== 'document') throw new Error('no document');
  return found;
}

const PARAGRAPH = 'The old crane on the harbour wall, painted green, lifts nets and crates, and now and then a boat, as it has done since the war.';
const MENU = '<nav><ul><li><a href="/">Home</a><li><a href="/water">Water</a></ul></nav>';

test('the article, its headline once, without menus, header, footer, notices, scripts and forms', async () => {
  const page = `<!DOCTYPE html><html><head><title>The crane - Town pages</title><style>p { }</style></head><body>
    <header><p>Town pages</p>${MENU}</header><div class="cookie-box"><p>We use cookies, as everyone does. <button>Agree</button></p></div>
    <article><h1>The crane</h1><p>${PARAGRAPH}</p><p>${PARAGRAPH.toUpperCase()}</p><script>let x = "<p>no</p>";</script></article>
    <form><label>Name</label><input name="n"></form><footer><p>Written by the <a href="/us">town</a>.</p></footer></body></html>`;
  expect(await documentIn(page)).toMatchObject({ text: `The crane\n\n${PARAGRAPH}\n\n${PARAGRAPH.toUpperCase()}`, metadata: { title: 'The crane' } });
});

test('a headline that stands outside of the article, or only in the title, is put before the text', async () => {
  const text = `<div><p>${PARAGRAPH}</p><p>${PARAGRAPH}</p></div>`;
  const expected = `The crane\n\n${PARAGRAPH}\n\n${PARAGRAPH}`;
  expect((await documentIn(`<html><title>The crane | Town</title><header><h1>The crane</h1>${MENU}</header>${text}`)).text).toBe(expected);
  expect((await documentIn(`<html><title>The crane</title>${text}`)).text).toBe(expected);
  // the window may be called otherwise
  const named = await documentIn(`<html><title>Page 7</title><header><h1>The crane</h1></header>${text}`);
  expect(named).toMatchObject({ text: expected, metadata: { title: 'Page 7' } });
});

test('pages without an article: the body without its menus', async () => {
  const list = '<h2>Harbour</h2><p>News of the quay.</p><h2>Water</h2><p>News of the pipes.</p>';
  expect((await documentIn(`<html><body>${MENU}<main>${list}</main><footer>(c) the town</footer></body></html>`)).text).toBe(
    'Harbour\n\nNews of the quay.\n\nWater\n\nNews of the pipes.',
  );
  const old = `<HTML><BODY><TABLE><TR><TD><A HREF=a>Home</A> | <A HREF=b>Harbour</A> | <A HREF=c>Water</A></TD></TR>
    <TR><TD><A HREF=d>Map</A><BR><A HREF=e>Guests</A><BR><A HREF=f>Links</A></TD><TD><FONT SIZE=2>The pipes are old.<BR>So is the pump.</FONT></TD></TR></TABLE>`;
  expect((await documentIn(old)).text).toBe('The pipes are old.\nSo is the pump.');
});

test('one part of several is not taken for the article, and comments not for the page', async () => {
  const parts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((n) => `<div><p>${PARAGRAPH} Part ${n}.</p></div><hr>`).join('<h2>And</h2>');
  const { text } = await documentIn(`<html><body>${parts}</body></html>`);
  for (const n of ['one', 'four', 'seven']) expect(text).toContain(`Part ${n}.`);
  const comments = '<div class="comments"><p>I like it, said one, and another one too.</p></div>';
  expect((await documentIn(`<html><body><p>${PARAGRAPH}</p><p>${PARAGRAPH}</p>${comments}</body></html>`)).text).not.toContain('I like it');
});

test('a page of links, or all in one form or aside, is not left empty', async () => {
  const links = Array.from({ length: 9 }, (_, n) => `<li><a href="${n}">Minutes of meeting ${n}</a></li>`).join('');
  expect((await documentIn(`<html><body><ul>${links}</ul></body></html>`)).text).toContain('Minutes of meeting 8');
  expect((await documentIn(`<html><body><form id="all"><p>${PARAGRAPH}</p></form></body></html>`)).text).toBe(PARAGRAPH);
  expect((await documentIn(`<html><body><aside><p>${PARAGRAPH}</p></aside></body></html>`)).text).toBe(PARAGRAPH);
});

test('title, date and author from <meta>, JSON-LD and <time>', async () => {
  const metadata = async (head: string, body = '<p>text</p>') => (await documentIn(`<html><head>${head}</head><body>${body}</body></html>`)).metadata;
  expect(
    await metadata(
      '<title>Crane &amp; quay · Town</title><meta property="og:title" content="Crane &amp; quay"><meta property="article:published_time" content="2021-11-04T23:30:00-05:00"><meta name="Author" content=" A.\nBerg ">',
    ),
  ).toEqual({ title: 'Crane & quay', date: '2021-11-04', author: 'A. Berg' });
  const linked = { '@graph': [{ '@type': 'WebSite' }, { headline: 'Crane', datePublished: '2020-02', author: [{ name: 'A. Berg' }, { name: 'B. Dal' }] }] };
  expect(await metadata(`<script type="application/ld+json">${JSON.stringify(linked)}</script>`)).toEqual({
    title: 'Crane',
    date: '2020-02',
    author: 'A. Berg, B. Dal',
  });
  expect(await metadata('<meta name="dc.date" content="spring 1990"><meta name="dc.creator" content="A. Berg">')).toEqual({
    date: 'spring 1990',
    author: 'A. Berg',
  });
  expect(await metadata('', '<article><time datetime="2019-05-01T10:00">yesterday</time> text</article><time datetime="2001-01-01"></time>')).toEqual({
    date: '2019-05-01',
  });
  expect(await metadata('', '<time datetime="2019-05-01"></time><time datetime="2001-01-01"></time>')).toEqual({});
  expect(await metadata('<meta name="author" content="https://example.org/a"><script type="application/ld+json">{"author":</script>')).toEqual({});
});

test('the encoding that a page declares counts where its bytes are not UTF-8', async () => {
  const page = (declaration: string) => `<html><head>${declaration}</head><body><p>Příliš žluťoučký kůň úpěl ďábelské ódy</p></body></html>`;
  const meta = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-2">';
  const found = await foundIn(html, iconv.encode(page(meta), 'iso-8859-2'));
  expect(found[0]).toMatchObject({ kind: 'note', problem: { reason: 'encoding', detail: 'read as iso-8859-2, as it says itself' } });
  expect(found[1]).toMatchObject({ text: 'Příliš žluťoučký kůň úpěl ďábelské ódy' });
  expect((await documentIn(iconv.encode(page("<meta charset = 'windows-1250'>"), 'windows-1250'))).text).toContain('žluťoučký');
  // wrongly declared, and by the XML declaration
  expect((await documentIn(page(meta))).text).toContain('žluťoučký');
  expect((await documentIn(iconv.encode(`<?xml version="1.0" encoding="iso-8859-2"?>${page('')}`, 'iso-8859-2'))).text).toContain('žluťoučký');
  expect((await documentIn(iconv.encode(`\ufeff${page('')}`, 'utf-16le'))).text).toContain('žluťoučký');
});

test('XHTML with elements that close themselves', async () => {
  const page = `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
    <html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title><script src="a.js"/></head><body><p>one<br/>two<a id="x"/></p></body></html>`;
  expect((await documentIn(page)).text).toBe('t\n\none\ntwo');
});

test('a page is known by how it begins', () => {
  const known = (text: string | undefined) => html.recognizes?.({ text, bytes: new Uint8Array(), extension: '' } satisfies Head);
  for (const start of [
    '<!DOCTYPE html>',
    '<!doctype HTML PUBLIC "x">',
    ' \n<HTML lang="en">',
    '<head>',
    '<body bgcolor=white>',
    '<!-- saved -->\n<!-- twice --><html>',
    '<?xml version="1.0"?>\n<html >',
  ]) {
    expect(known(start), start).toBe(true);
  }
  for (const start of [
    'The tag <html> begins a page.',
    '<htmlx>',
    '<header>',
    '<!DOCTYPE svg>',
    '<?xml version="1.0"?><rss>',
    '<!-- never closed <html>',
    '<p>x</p>',
    '',
    undefined,
  ]) {
    expect(known(start), start).toBe(false);
  }
});

test('an empty page is an empty document', async () => {
  expect(await documentIn('<html><body><script>x()</script></body></html>')).toEqual({ kind: 'document', text: '', metadata: {} });
  expect(await documentIn('<html')).toMatchObject({ text: '' });
});

test('hostile pages take no more time than others of their size, and lose nothing', async () => {
  const hostile: Record<string, string> = {
    nested: `${'<div>'.repeat(100_000)}${PARAGRAPH}`,
    'nested and closed': `${'<div>'.repeat(100_000)}${PARAGRAPH}${'</div>'.repeat(100_000)}`,
    siblings: `${'<p>x</p>'.repeat(200_000)}${PARAGRAPH}`,
    'a list': `<ul>${'<li>x</li>'.repeat(9000)}</ul>${PARAGRAPH}`,
    'lists inside one another': `${'<ul class="comment"><li>'.repeat(40)}${'<i>x</i>'.repeat(5000)}${PARAGRAPH}`,
    'an attribute': `<p class="${'menu '.repeat(200_000)}">x</p>${PARAGRAPH}`,
    entities: `${'&amp;'.repeat(1_000_000)} ${PARAGRAPH}`,
    'tags left open': `${'<b><i><font size=1>'.repeat(30_000)}${PARAGRAPH}`,
    'end tags': `${'</div>'.repeat(200_000)}${PARAGRAPH}`,
    headings: `${'<h1>'.repeat(100_000)}${PARAGRAPH}`,
    'JSON in JSON': `<script type="application/ld+json">${'['.repeat(900_000)}</script>${PARAGRAPH}`,
    'much JSON': `<script type="application/ld+json">[${'{"@graph":[{}]},'.repeat(50_000)}{}]</script>${PARAGRAPH}`,
    'a comment': `<!--${'-'.repeat(1_000_000)}--><p>${PARAGRAPH}`,
  };
  for (const [name, body] of Object.entries(hostile)) {
    const start = performance.now();
    const { text } = await documentIn(`<!DOCTYPE html><html><body>${body}</body></html>`);
    expect(performance.now() - start, name).toBeLessThan(8000);
    expect(text.includes(PARAGRAPH), name).toBe(true);
  }
});
