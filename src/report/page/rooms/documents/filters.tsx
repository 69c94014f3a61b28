import { useId, useMemo } from 'preact/hooks';
import { whole } from '../../../sentences.js';
import { summary } from '../../data/summary.js';
import { numbered, useLabels } from '../../labels.js';
import { COLUMN, type Collection, type CountedValue, facetOf, LEAST_SHARES, type Listing } from './listing.js';

/** Changes to the address: values by name, empty ones taken out of it. */
export type Change = (values: Readonly<Record<string, string>>) => void;

/** What the list can be narrowed by: topic, language, metadata of few values. */
export function Filters({ documents, listing, change }: { documents: Collection; listing: Listing; change: Change }) {
  const labels = useLabels();
  const { topics, figures } = summary();
  const facets = useMemo(() => facetsOf(documents), [documents]);
  const languages = figures.languages.map(({ language, name, documents: many }) => ({ value: language, name, documents: many }));
  return (
    <form class="filters" onSubmit={(event) => event.preventDefault()}>
      <Choice name="Topic" value={listing.topic === 0 ? '' : String(listing.topic)} onChoose={(topic) => change({ topic, least: '' })} any="any topic">
        {topics.map(({ topic }) => (
          <option key={topic} value={topic}>
            {numbered(topic, labels)}
          </option>
        ))}
      </Choice>
      {listing.topic === 0 ? null : (
        <Choice name="Its share of the document" value={String(listing.least)} onChoose={(least) => change({ least })}>
          {LEAST_SHARES.map((share) => (
            <option key={share} value={share}>{`at least ${100 * share} %`}</option>
          ))}
        </Choice>
      )}
      {languages.length < 2 ? null : (
        <Choice name="Language" value={listing.language} onChoose={(language) => change({ language })} any="any language">
          <Values values={languages} />
        </Choice>
      )}
      {facets.map(({ column, name, values }) => (
        <Choice key={name} name={name} value={listing.where.get(column) ?? ''} onChoose={(value) => change({ [COLUMN + name]: value })} any="any">
          <Values values={values} />
        </Choice>
      ))}
    </form>
  );
}

function facetsOf({ columnNames, columns }: Collection): { column: number; name: string; values: CountedValue[] }[] {
  return columnNames.flatMap((name, column) => {
    const values = facetOf(columns[column] ?? []);
    return values === undefined ? [] : [{ column, name, values }];
  });
}

function Values({ values }: { values: readonly (CountedValue & { name?: string })[] }) {
  return (
    <>
      {values.map(({ value, name = value, documents }) => (
        <option key={value} value={value}>{`${name} (${whole(documents)})`}</option>
      ))}
    </>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  onChoose: (value: string) => void;
  /** what no choice is called, where there need not be one */
  any?: string;
  children: preact.ComponentChildren;
}

/** A list to choose one of. */
export function Choice({ name, value, onChoose, any, children }: ChoiceProps) {
  const id = useId();
  return (
    <p class="choice">
      <label for={id}>{name}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {any === undefined ? null : <option value="">{any}</option>}
        {children}
      </select>
    </p>
  );
}

/** What the list is narrowed by, each with a button that takes it away. */
export function Chips({ listing, columnNames, change }: { listing: Listing; columnNames: readonly string[]; change: Change }) {
  const labels = useLabels();
  const { search, topic, least, language, where } = listing;
  const chips: { text: string; without: Record<string, string> }[] = [];
  if (search.trim() !== '') chips.push({ text: `“${search.trim()}”`, without: { search: '' } });
  if (topic > 0) chips.push({ text: `${numbered(topic, labels)}, at least ${100 * least} %`, without: { topic: '', least: '' } });
  if (language !== '') {
    const name = summary().figures.languages.find((one) => one.language === language)?.name ?? language;
    chips.push({ text: `Language: ${name}`, without: { language: '' } });
  }
  for (const [column, value] of where) chips.push({ text: `${columnNames[column]}: ${value}`, without: { [COLUMN + columnNames[column]]: '' } });
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label="The list is narrowed by">
      {chips.map(({ text, without }) => (
        <li key={text}>
          <button type="button" aria-label={`Remove ${text}`} onClick={() => change(without)}>
            <bdi>{text}</bdi> <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {chips.length === 1 ? null : (
        <li>
          <button type="button" class="quiet" onClick={() => change(Object.assign({}, ...chips.map(({ without }) => without)))}>
            Remove all
          </button>
        </li>
      )}
    </ul>
  );
}
