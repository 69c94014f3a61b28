import { useEffect, useRef, useState } from 'preact/hooks';
import { whole } from '../../sentences.js';
import type { CountedText } from '../counting-api.js';
import { loadCounting, loadInference } from '../data/counting.js';
import { hasSection } from '../data/sections.js';
import { summary } from '../data/summary.js';
import { Misfit } from '../parts/misfit.js';
import { Mixture } from '../parts/mixture.js';
import { useLoaded } from '../parts/use-loaded.js';
import { Waiting } from '../parts/waiting.js';

/** Unknown words that are listed. */
const LISTED_WORDS = 60;
/** Characters from which on a text is looked at only when no key has been pressed for so many milliseconds. */
const LONG = 20_000;
const PAUSE = 150;

/** What is said of a text. */
interface Answer {
  /** of the text, from 1 */
  number: number;
  counted: CountedText;
  shares: ArrayLike<number>;
  misfit: number;
}

/** A text of one's own, and its mixture of topics: what `topikl infer` finds. */
export function TryRoom() {
  return (
    <>
      <h1 tabIndex={-1}>Try it</h1>
      {!hasSection('counting') ? <NoCounting /> : hasSection('topic-terms') ? <TryText /> : <TooLarge />}
    </>
  );
}

function NoCounting() {
  return (
    <p class="text prose">
      The topics were fitted to counts that were made elsewhere: how the words of a text are counted for them is not known, so no text can be tried here. Count
      it as the others were, and give the counts to <code>topikl infer</code>.
    </p>
  );
}

function TooLarge() {
  return <p class="text prose">There are more topics and terms than a page can hold: topikl infer finds the mixture of a text.</p>;
}

function TryText() {
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<Answer>();
  const tools = useLoaded(() => Promise.all([loadCounting(), loadInference()]));
  const newest = useRef(0);
  const { documents } = summary().figures;

  useEffect(() => {
    if (tools === undefined || tools instanceof Error) return;
    const [counting, inference] = tools;
    const number = ++newest.current;
    const wait = setTimeout(
      async () => {
        const counted = await counting.count(text);
        if (number === newest.current) setAnswer({ number, counted, ...inference.mixture(counted) });
      },
      text.length < LONG ? 0 : PAUSE,
    );
    return () => clearTimeout(wait);
  }, [text, tools]);

  if (tools instanceof Error) return <Waiting for="what counts words" error={tools} />;
  return (
    <div class="trial">
      <section class="prose">
        <p>
          Paste or write a text. Its words are counted here as those of the {whole(documents)} documents were, and its mixture is found with the topics as they
          are. Nothing leaves this page.
        </p>
        <label for="try-text">Your text</label>
        <textarea id="try-text" class="text" rows={14} dir="auto" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
      </section>
      <div class="answer" aria-live="polite" aria-busy={tools === undefined} data-answer={answer?.number}>
        {tools === undefined ? <Waiting for="what counts words" /> : answer === undefined || text.trim() === '' ? <Nothing /> : <AnswerText {...answer} />}
      </div>
    </div>
  );
}

function Nothing() {
  return <p class="muted">The topics of the text will stand here.</p>;
}

function AnswerText({ counted, shares, misfit }: Omit<Answer, 'number'>) {
  const { tokens, unknown, unknownWords } = counted;
  const order = Array.from(shares, (share, k) => ({ topic: k + 1, share })).sort((a, b) => b.share - a.share || a.topic - b.topic);
  return (
    <>
      <p>{wordsSentence(tokens, unknown)}</p>
      {tokens === 0 ? (
        <p>No word of it is a term of these topics, so nothing can be said of its mixture.</p>
      ) : (
        <>
          <Mixture shares={order} heading="h2" />
          <p>
            <Misfit misfit={misfit} />
          </p>
        </>
      )}
      {unknownWords.length === 0 ? null : (
        <>
          <h2>Words that these topics do not know</h2>
          <p class="words">
            <bdi>{unknownWords.slice(0, LISTED_WORDS).join(', ')}</bdi>
            {unknownWords.length > LISTED_WORDS ? ', …' : ''}
          </p>
        </>
      )}
    </>
  );
}

function wordsSentence(tokens: number, unknown: number): string {
  const counted = tokens === 1 ? 'One word counts' : `${whole(tokens)} words count`;
  const others = unknown === 0 ? 'none is unknown' : unknown === 1 ? 'one is unknown' : `${whole(unknown)} are unknown`;
  return `${counted}, ${others}; stop words are left out.`;
}
