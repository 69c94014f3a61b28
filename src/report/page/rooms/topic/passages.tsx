import type { PagePassage, PageTopic } from '../../../page-content.js';
import { percent } from '../../../sentences.js';
import { summary } from '../../data/summary.js';
import { whyNoTexts } from '../../data/texts.js';
import { hashOf } from '../../view.js';

/** What a topic reads like: passages of documents that are mostly of it, with its words marked. */
export function Passages({ topic: { topic, terms, passages: found } }: { topic: PageTopic }) {
  // of a topic without words every document has as little as the next
  const passages = terms.length === 0 ? [] : found;
  const { texts } = summary().documents;
  const isKept = texts !== 'none';
  return (
    <section class="passages" aria-labelledby="passages">
      <h2 id="passages">{isKept ? 'What it reads like' : 'Documents that are most of it'}</h2>
      {isKept ? null : <p class="text">{whyNoTexts()}</p>}
      {isKept && passages.length === 0 ? <p class="text">No document has enough of it to show a passage.</p> : null}
      {passages.map((passage) => (
        <figure key={passage.document}>
          {passage.text === '' ? null : (
            <blockquote class="text" dir="auto" lang={passage.language === 'none' ? undefined : passage.language}>
              {passage.cutBefore ? '… ' : ''}
              {pieces(passage).map(({ text, isMarked }, at) => (isMarked ? <mark key={at}>{text}</mark> : text))}
              {passage.cutAfter ? ' …' : ''}
            </blockquote>
          )}
          <figcaption>
            <span>
              <a class="id" href={hashOf({ room: 'documents', query: { document: passage.id, topic: String(topic) } })}>
                <bdi>{passage.id}</bdi>
              </a>{' '}
              · {percent(passage.share)} of the document is of this topic
            </span>
          </figcaption>
        </figure>
      ))}
    </section>
  );
}

function pieces({ text, marks }: PagePassage): { text: string; isMarked: boolean }[] {
  const all: { text: string; isMarked: boolean }[] = [];
  let at = 0;
  for (let m = 0; m < marks.length; m += 2) {
    const [begin, end] = [marks[m] as number, marks[m + 1] as number];
    all.push({ text: text.slice(at, begin), isMarked: false }, { text: text.slice(begin, end), isMarked: true });
    at = end;
  }
  return [...all, { text: text.slice(at), isMarked: false }];
}
