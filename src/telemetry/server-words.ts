import { serverStatuses, type ServerStatus } from '../model/telemetry.ts';
import type { DateOrder } from './date-order.ts';
import { BAD_TIME } from './time-cell.ts';

const encoder = new TextEncoder();
const statusWords: Readonly<Record<string, ServerStatus>> = {
  online: 'active',
  up: 'active',
  sinkhole: 'sinkholed',
};

/** The status of a server by the word that a list has for it. */
export function statusOf(text: string): ServerStatus {
  const word = text.toLowerCase();
  return serverStatuses.find((status) => status === word) ?? statusWords[word] ?? 'unknown';
}

/** A time, read as the other times of its file are, in milliseconds since 1970 UTC; null where it is none. */
export function millisecondsOf(text: string, order: DateOrder): number | null {
  const bytes = encoder.encode(text);
  const seconds = order.parse(bytes, 0, bytes.length);
  return seconds === BAD_TIME ? null : seconds * 1000;
}

/** A dot that was made harmless in a name. */
export const defangedDot = /\[\.\]?|\(\.\)|\{\.\}|\[dot\]|\(dot\)/gi;
/** A name of a host. */
export const hostName = /^(?:[\w-]+\.)+[a-z][\w-]*$/i;
/** A cell of these characters alone was meant to be an address. */
export const likeAddress = /^[\d.:/[\]\s]+$/;
