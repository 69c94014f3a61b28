import type { Finding, Format, FormatSettings, Head, Source } from '../document.js';
import { beginsWithHeader } from './mail/mail-header.js';

/** A mail, or a post to newsgroups; its attachments are members. */
export const mail: Format = {
  name: 'a mail',
  extensions: ['.eml'],
  isText: true,
  recognizes: ({ text }: Head) => text !== undefined && beginsWithHeader(text),
  read: readMail,
};

async function* readMail(source: Source, settings: FormatSettings): AsyncGenerator<Finding> {
  const { readMessage } = await import('./mail/mail-message.js');
  const { text, metadata, note, members } = await readMessage(await source.content.all(source.allowance.limits.maxDocumentBytes), settings);
  yield { kind: 'document', text, metadata, ...(note === undefined ? {} : { note }) };
  yield* members;
}
