import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { writeCsv } from '../../csv.js';
import type { Rows } from './rows.js';
import { savePng, saveSvg } from './save-figure.js';
import { saveFile } from './save-file.js';

/** Saves rows as CSV; texts that a spreadsheet would run are made harmless. */
export function saveCsv(name: string, { header, rows }: Rows): void {
  // the mark of UTF-8, without which spreadsheets guess
  saveFile(`${name}.csv`, new Blob(['\ufeff', ...writeCsv(header, rows)], { type: 'text/csv;charset=utf-8' }));
}

/** A button that saves a table. @param rows made when it is pressed */
export function SaveCsv({ name, what, rows }: { name: string; what: string; rows: () => Rows | Promise<Rows> }) {
  return (
    <button type="button" class="quiet" aria-label={`Save ${what} as CSV`} onClick={async () => saveCsv(name, await rows())}>
      CSV
    </button>
  );
}

/**
 * A drawing with its caption, which can be saved.
 *
 * @param name of the files
 * @param what it shows, for those who do not see it
 * @param rows behind it
 * @param children one `svg`, and what explains it
 */
export function Figure(props: { name: string; what: string; rows: () => Rows | Promise<Rows>; caption: ComponentChildren; children: ComponentChildren }) {
  const place = useRef<HTMLElement>(null);
  const drawing = () => place.current?.querySelector('svg');
  const save = (by: (svg: SVGSVGElement, name: string) => unknown) => {
    const svg = drawing();
    if (svg) by(svg, props.name);
  };
  return (
    <figure ref={place}>
      {props.children}
      <figcaption>
        <span>{props.caption}</span>
        <span class="save">
          <button type="button" class="quiet" aria-label={`Save ${props.what} as SVG`} onClick={() => save(saveSvg)}>
            SVG
          </button>
          <button type="button" class="quiet" aria-label={`Save ${props.what} as PNG`} onClick={() => save(savePng)}>
            PNG
          </button>
          <SaveCsv name={props.name} what={props.what} rows={props.rows} />
        </span>
      </figcaption>
    </figure>
  );
}
