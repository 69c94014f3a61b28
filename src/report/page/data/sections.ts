import type { SectionName } from '../../page-content.js';

/*
 * The sections of the file: `<script type="application/gzip;base64" id="section-NAME">`, which browsers do not run.
 */

function elementOf(name: SectionName): HTMLElement | null {
  return document.getElementById(`section-${name}`);
}

export function hasSection(name: SectionName): boolean {
  return elementOf(name) !== null;
}

/** @throws Error where the file has no such section, or it is damaged */
export async function sectionBytes(name: SectionName): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await unpacked(name).arrayBuffer());
}

export async function sectionText(name: SectionName): Promise<string> {
  return unpacked(name).text();
}

export async function sectionJson<T>(name: SectionName): Promise<T> {
  return JSON.parse(await sectionText(name)) as T;
}

function unpacked(name: SectionName): Response {
  const element = elementOf(name);
  if (element === null) throw new Error(`the file has no section "${name}"`);
  const packed = atob(element.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
}
