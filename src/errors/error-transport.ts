import * as errors from './errors.js';

/** An error with its class and fields, which the messages between threads would drop. */
export interface PlainError {
  name: string;
  message: string;
  stack: string | undefined;
  fields: Record<string, unknown>;
}

/** Constructors by the name that an error carries. */
const CLASSES: Record<string, new (...input: never[]) => Error> = {
  Error,
  RangeError,
  TypeError,
  ...Object.fromEntries(Object.entries(errors).filter(([name]) => name !== 'TopiklError')),
};

export function toPlain(error: unknown): PlainError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: undefined, fields: {} };
  return { name: error.name, message: error.message, stack: error.stack, fields: { ...error } };
}

/** The error with its class, fields and the stack of the thread that it came from. */
export function fromPlain({ name, message, stack, fields }: PlainError): Error {
  const Class = (CLASSES[name] ?? Error) as new (message: string, details: object) => Error;
  const error = Object.assign(new Class(message, fields), fields);
  if (stack !== undefined) error.stack = stack;
  return error;
}
