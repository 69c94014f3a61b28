import { onOneLine } from '../../metadata.js';
import { walkXml } from './xml-tags.js';

/** Title, author and date of a Word document, from the XML of its core properties. */
export function wordMetadata(xml: string): Record<string, string> {
  const values: Record<string, string> = { title: '', creator: '', created: '' };
  let name = '';
  walkXml(xml, {
    open(opened) {
      name = opened;
    },
    close() {
      name = '';
    },
    text(text) {
      if (Object.hasOwn(values, name)) values[name] += text;
    },
  });
  const { title = '', creator = '', created = '' } = values;
  const known = { title: onOneLine(title), author: onOneLine(creator), date: onOneLine(created).replace(/^(\d{4}-\d\d-\d\d)T.*/, '$1') };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== ''));
}
