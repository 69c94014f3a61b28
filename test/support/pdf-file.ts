/** Objects of a PDF by their numbers; the first is the catalogue. */
export type PdfObjects = Record<number, string | Buffer>;

/** A PDF of these objects. */
export function pdfOf(objects: PdfObjects, trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const starts = new Map<number, number>();
  let at = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    at += part.length;
  };
  for (const [number, content] of Object.entries(objects)) {
    starts.set(Number(number), at);
    push(Buffer.concat([Buffer.from(`${number} 0 obj\n`), Buffer.from(content as string, 'latin1'), Buffer.from('\nendobj\n')]));
  }
  const count = Math.max(...starts.keys()) + 1;
  const table = Array.from({ length: count }, (_, n) => `${String(starts.get(n) ?? 0).padStart(10, '0')} 0000${starts.has(n) ? '0 n' : '0 f'} \n`);
  const start = at;
  push(Buffer.from(`xref\n0 ${count}\n${table.join('')}trailer\n<</Size ${count}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}

export function stream(content: string | Buffer, dictionary = ''): Buffer {
  const bytes = Buffer.from(content as string, 'latin1');
  return Buffer.concat([Buffer.from(`<<${dictionary}/Length ${bytes.length}>>\nstream\n`, 'latin1'), bytes, Buffer.from('\nendstream')]);
}

export const HELVETICA = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>';

/** A PDF with a page for each content, in letters of 10 points. `info` is its dictionary of information, `more` are further objects from 1000 on. */
export function pdfFile(pages: readonly (string | Buffer)[], { info = '', more = {} as PdfObjects, resources = '' } = {}): Buffer {
  const objects: PdfObjects = {
    1: '<</Type/Catalog/Pages 2 0 R>>',
    2: `<</Type/Pages/Kids[${pages.map((_, p) => `${10 + 2 * p} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    3: HELVETICA,
    4: `<<${info}>>`,
    ...more,
  };
  pages.forEach((content, p) => {
    const number = 10 + 2 * p;
    objects[number] = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents ${number + 1} 0 R/Resources<</Font<</F 3 0 R>>${resources}>>>>`;
    objects[number + 1] = Buffer.isBuffer(content) ? content : stream(content);
  });
  return pdfOf(objects, '/Info 4 0 R');
}

/** Lines of a page from y downwards, `leading` points apart. */
export function lines(texts: readonly string[], { x = 50, y = 550, leading = 12, size = 10 } = {}): string {
  return texts.map((text, l) => `BT /F ${size} Tf 1 0 0 1 ${x} ${y - l * leading} Tm (${text}) Tj ET\n`).join('');
}
