import { byCodePoint } from '../math/code-point-order.js';

/** How much rarer a spelling in lower case may be than the commonest one, and still be the word's own. */
const ABOUT_AS_COMMON = 0.8;

interface Times {
  /** inside sentences */
  inside: number;
  /** where a sentence starts, in titles and lines of capitals: there any word may have a capital */
  elsewhere: number;
}

/** How a term is written in some texts: counts of its forms (game, games) and of the spellings of each (Game, game). */
export class WrittenForms {
  private readonly forms = new Map<string, Map<string, Times>>();

  /** @param form in lower case */
  add(form: string, spelling: string, isInside: boolean): void {
    const spellings = this.forms.get(form) ?? new Map<string, Times>();
    this.forms.set(form, spellings);
    const times = spellings.get(spelling) ?? { inside: 0, elsewhere: 0 };
    spellings.set(spelling, times);
    times[isInside ? 'inside' : 'elsewhere']++;
  }

  /**
   * The commonest spelling of the commonest form, of those inside sentences if there are any; the one in lower case where it is about as common.
   * A tie: the first by code point.
   */
  commonest(): string | undefined {
    const totals = Array.from(this.forms, ([form, spellings]) => ({ form, times: sum(spellings, ({ inside, elsewhere }) => inside + elsewhere) }));
    const form = most(totals, ({ times }) => times)?.form;
    const spellings = this.forms.get(form ?? '');
    if (form === undefined || spellings === undefined) return undefined;
    const place = sum(spellings, ({ inside }) => inside) > 0 ? 'inside' : 'elsewhere';
    const written = Array.from(spellings, ([spelling, times]) => ({ form: spelling, times: times[place] }));
    const best = most(written, ({ times }) => times) as { form: string; times: number };
    const lower = spellings.get(form)?.[place] ?? 0;
    return lower >= ABOUT_AS_COMMON * best.times ? form : best.form;
  }
}

function sum(spellings: ReadonlyMap<string, Times>, of: (times: Times) => number): number {
  let all = 0;
  for (const times of spellings.values()) all += of(times);
  return all;
}

function most<T extends { form: string }>(all: readonly T[], of: (one: T) => number): T | undefined {
  return [...all].sort((a, b) => of(b) - of(a) || byCodePoint(a.form, b.form))[0];
}
