import type { PageSentence } from '../../page-content.js';
import { hashOf } from '../view.js';

/** Sentences of documents, each with where it stands. @param topic whose words are to be marked in the document; none: all topics */
export function CitedSentences({ sentences, topic }: { sentences: readonly PageSentence[]; topic?: number }) {
  return (
    <div class="cited">
      {sentences.map(({ document, id, date, language, text }) => (
        <blockquote key={`${document} ${text}`} class="text">
          <bdi lang={language === 'none' ? undefined : language}>{text}</bdi>{' '}
          <cite>
            <a class="id" href={hashOf({ room: 'documents', query: { document: id, topic: topic === undefined ? '' : String(topic) } })}>
              <bdi>{id}</bdi>
            </a>
            {date === '' ? null : `, ${date}`}
          </cite>
        </blockquote>
      ))}
    </div>
  );
}
