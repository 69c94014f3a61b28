import { useMemo, useState } from 'preact/hooks';
import { percent, whole } from '../../../sentences.js';
import { canCount, loadCounting } from '../../data/counting.js';
import { loadTopicTerms } from '../../data/model.js';
import { placesIn } from '../../data/search-places.js';
import type { Query } from '../../data/search-query.js';
import { summary } from '../../data/summary.js';
import { textOf, whyNoTexts } from '../../data/texts.js';
import { labelOf, useLabels } from '../../labels.js';
import { useLoaded } from '../../parts/use-loaded.js';
import { Waiting } from '../../parts/waiting.js';
import { hashOf } from '../../view.js';
import { type Collection, shareIn } from './listing.js';
import { MarkedText } from './marked-text.js';
import { markedTopics, type TintedWord, tintedWords } from './tinting.js';

/** Words of a text that are tinted, and characters in which they are looked for; found words are marked in more. */
const MOST_WORDS = 20_000;
const LOOKED_AT = 200_000;
const MARKED_AT = 1_000_000;

interface TextProps {
  documents: Collection;
  row: number;
  query: Query;
}

/** The text of a document as far as the file has it, its words tinted by topic. */
export function DocumentText({ documents, row, query }: TextProps) {
  const text = useLoaded(() => textOf(row), [row]);
  const { texts, characters } = summary().documents;
  if (texts === 'none') return <p class="muted">{whyNoTexts()}</p>;
  if (text === undefined) return <Waiting for="the text" />;
  if (text instanceof Error) return <Waiting for="the text" error={text} />;
  if (text === '') return <p class="muted">The document has no text.</p>;
  return (
    <>
      <TintedText key={row} text={text} documents={documents} row={row} query={query} />
      {texts === 'cut' && text.length >= characters - 1 ? (
        <p class="muted">{`The file has the first ${whole(characters)} characters of each document; the rest was counted, but is not here.`}</p>
      ) : null}
    </>
  );
}

/** Topics of the words at the beginning of a text. */
async function tint(text: string, { documents, row }: Omit<TextProps, 'query'>, marked: readonly number[]): Promise<{ words: TintedWord[]; isCut: boolean }> {
  // for what was counted elsewhere there is no telling which words were
  if (marked.length === 0 || !canCount()) return { words: [], isCut: false };
  const looked = text.length <= LOOKED_AT ? text : text.slice(0, text.lastIndexOf(' ', LOOKED_AT) + 1 || LOOKED_AT);
  const counting = await loadCounting();
  const [words, topicTerms] = await Promise.all([counting.wordsIn(looked, documents.languages[row] ?? 'none'), loadTopicTerms()]);
  const terms = topicTerms.length / summary().topics.length;
  return {
    words: tintedWords(words.slice(0, MOST_WORDS), { mixtures: documents.mixtures, row, marked }, topicTerms, terms),
    isCut: looked.length < text.length || words.length > MOST_WORDS,
  };
}

function TintedText({ text, documents, row, query }: TextProps & { text: string }) {
  const [isOn, setOn] = useState(true);
  const [emphasised, setEmphasised] = useState<number>();
  const marked = useMemo(() => markedTopics(documents.mixtures, row), [documents, row]);
  const tinted = useLoaded(() => tint(text, { documents, row }, marked), [text, row]);
  const found = useMemo(() => placesIn(text.slice(0, MARKED_AT), query), [text, query]);
  const words = isOn && tinted !== undefined && !(tinted instanceof Error) ? tinted.words : [];
  // what it costs to show a text is not to be paid again when the mouse moves
  const content = useMemo(() => <MarkedText text={text} found={found} tinted={words} />, [text, found, tinted, isOn]);
  const language = documents.languages[row] ?? 'none';
  return (
    <>
      {tinted instanceof Error ? <p class="muted">{`The words cannot be shown by topic: ${tinted.message}.`}</p> : null}
      {tinted === undefined || tinted instanceof Error || tinted.words.length === 0 ? null : (
        <Legend documents={documents} row={row} marked={marked} isOn={isOn} turn={setOn} emphasise={setEmphasised} />
      )}
      <div class="document-text" dir="auto" lang={language === 'none' ? undefined : language} data-emphasised={isOn ? emphasised : undefined}>
        {content}
      </div>
      {tinted !== undefined && !(tinted instanceof Error) && tinted.isCut && isOn ? (
        <p class="muted">{`Only the first words of this long text are marked by topic, ${whole(MOST_WORDS)} at most.`}</p>
      ) : null}
    </>
  );
}

interface LegendProps {
  documents: Collection;
  row: number;
  /** from 0 */
  marked: readonly number[];
  isOn: boolean;
  turn: (on: boolean) => void;
  emphasise: (mark: number | undefined) => void;
}

/** Which mark is which topic's; who points at one sees its words. */
function Legend({ documents, row, marked, isOn, turn, emphasise }: LegendProps) {
  const labels = useLabels();
  return (
    <div class="legend">
      <label>
        <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => turn(currentTarget.checked)} /> Words by topic
      </label>
      {isOn ? (
        <ul aria-label="Marks of the topics">
          {marked.map((topic, mark) => (
            <li key={topic} onMouseEnter={() => emphasise(mark + 1)} onMouseLeave={() => emphasise(undefined)}>
              <a
                href={hashOf({ room: 'topics', topic: topic + 1, query: {} })}
                onFocus={() => emphasise(mark + 1)}
                onBlur={() => emphasise(undefined)}
                title={percent(shareIn(documents.mixtures, row, topic))}
              >
                <span class={`of of-${mark + 1}`}>
                  {topic + 1} <bdi>{labelOf(topic + 1, labels)}</bdi>
                </span>
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
