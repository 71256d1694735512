import { strFromU8, Unzip, UnzipInflate } from 'fflate';
import { InputError } from '../model/input-error.ts';

/** What comes out of a container, in order: a member begins, its bytes, it ends. */
export type MemberEvent =
  /** `isOnly` where the file is no archive, so that no other member follows. */
  | { kind: 'begin'; name: string; isOnly?: true }
  | { kind: 'bytes'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'end' }
  /** A member that cannot be unpacked, in the place of its beginning and end. */
  | { kind: 'unread'; name: string; error: InputError };

/** How much more may come out of an archive than went in: beyond `free` bytes, `ratio` times as much. */
export interface UnpackLimits {
  free: number;
  ratio: number;
  members: number;
}

export const unpackLimits: UnpackLimits = { free: 1 << 28, ratio: 250, members: 10_000 };

const PIECE = 1 << 16;
const ENCRYPTED = 1;
const AES = 99;
/** Bytes of a member's header before its name, and the bit of its second flag byte for a name in UTF-8. */
const HEADER = 30;
const UTF8 = 8;
/** How the header of a member begins. */
const SIGNATURE = [0x50, 0x4b, 3, 4] as const;
const wholeZip = 'a whole zip archive without a password.';

/** Fails where more comes out of an archive than of any that is honest. */
export function checkRatio(
  name: string,
  stored: number,
  unpacked: number,
  limits: UnpackLimits,
): void {
  if (unpacked <= limits.free || unpacked <= stored * limits.ratio) return;
  const times = Math.floor(unpacked / Math.max(1, stored)).toLocaleString('en');
  throw new InputError(
    `"${name}" unpacks to more than ${times} times its size: ${unpacked.toLocaleString('en')} bytes so far. It is taken for a trap.`,
    `an archive that unpacks to at most ${limits.ratio} times its size.`,
  );
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(before.length + after.length);
  both.set(before);
  both.set(after, before.length);
  return both;
}

/** Whether a file of this name inside an archive is no data of the user's. */
function isFurniture(name: string): boolean {
  return name.endsWith('/') || /(?:^|\/)(?:__MACOSX\/|\.)/.test(name);
}

/** Takes a zip archive apart as its bytes come. */
export class ZipSplitter {
  private readonly unzip: Unzip;
  private events: MemberEvent[] = [];
  private failure: InputError | null = null;
  private stored = 0;
  private unpacked = 0;
  private members = 0;
  private encrypted = false;
  private readonly flags = new Map<string, number>();
  /** Bytes in which a header may begin that is not whole yet. */
  private unseen = new Uint8Array(0);
  private readonly name: string;
  private readonly limits: UnpackLimits;

  constructor(name: string, limits: UnpackLimits) {
    this.name = name;
    this.limits = limits;
    this.unzip = new Unzip((file) => this.begin(file));
    this.unzip.register(UnzipInflate);
  }

  /**
   * What comes out of further bytes of the archive.
   * @throws InputError where the archive is damaged, has a password, or unpacks to too much
   */
  *push(chunk: Uint8Array<ArrayBuffer>): Generator<MemberEvent> {
    if (this.stored === 0) this.lookAtFlags(chunk);
    for (let at = 0; at < chunk.length; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE);
      this.stored += piece.length;
      this.noteFlags(piece);
      this.feed(piece, false);
      yield* this.taken();
    }
  }

  /** What comes out once the archive is over. */
  *end(): Generator<MemberEvent> {
    this.feed(new Uint8Array(0), true);
    yield* this.taken();
    if (this.members === 0) throw this.error('holds no whole file');
  }

  private *taken(): Generator<MemberEvent> {
    const { events } = this;
    this.events = [];
    yield* events;
    if (this.failure) throw this.failure;
  }

  private feed(piece: Uint8Array, last: boolean): void {
    try {
      this.unzip.push(piece, last);
    } catch {
      this.failure ??= this.error('is cut off or damaged');
    }
  }

  /** Flags of the first member (APPNOTE.TXT, section 4.4.4). */
  private lookAtFlags(chunk: Uint8Array): void {
    this.encrypted = ((chunk[6] ?? 0) & ENCRYPTED) !== 0;
    if (this.encrypted) throw this.error('is protected by a password');
  }

  /** Notes the flags of members whose headers stand in further bytes: fflate does not tell them. */
  private noteFlags(piece: Uint8Array): void {
    const bytes = joined(this.unseen, piece);
    let at = bytes.indexOf(SIGNATURE[0]);
    for (; at >= 0 && at + HEADER <= bytes.length; at = bytes.indexOf(SIGNATURE[0], at + 1)) {
      if (SIGNATURE.some((byte, i) => bytes[at + i] !== byte)) continue;
      const end = at + HEADER + bytes[at + 26]! + bytes[at + 27]! * 256;
      if (end > bytes.length) break;
      const isUtf8 = (bytes[at + 7]! & UTF8) !== 0;
      this.flags.set(strFromU8(bytes.subarray(at + HEADER, end), !isUtf8), bytes[at + 6]!);
    }
    this.unseen = at < 0 ? new Uint8Array(0) : bytes.slice(at);
  }

  private begin(file: { name: string; compression: number; start(): void; ondata: unknown }): void {
    this.members++;
    if (this.members > this.limits.members) {
      this.failure ??= this.error(
        `holds more than ${this.limits.members.toLocaleString('en')} files`,
      );
      return;
    }
    if (isFurniture(file.name)) return;
    const locked = file.compression === AES || ((this.flags.get(file.name) ?? 0) & ENCRYPTED) !== 0;
    if (locked || (file.compression !== 0 && file.compression !== 8)) {
      const why = locked ? 'is protected by a password' : 'is packed in a way that is not read';
      const found = `"${file.name}" in "${this.name}" ${why}.`;
      const error = new InputError(found, 'files without a password, packed as zip programs do.');
      this.events.push({ kind: 'unread', name: file.name, error });
      return;
    }
    this.events.push({ kind: 'begin', name: file.name });
    file.ondata = (error: Error | null, bytes: Uint8Array<ArrayBuffer>, last: boolean) =>
      this.receive(file.name, error, bytes, last);
    file.start();
  }

  private receive(
    member: string,
    error: Error | null,
    bytes: Uint8Array<ArrayBuffer>,
    last: boolean,
  ) {
    if (this.failure) return;
    if (error) {
      this.failure = this.error(`is cut off or damaged in "${member}"`);
      return;
    }
    this.unpacked += bytes.length;
    try {
      checkRatio(this.name, this.stored, this.unpacked, this.limits);
    } catch (trap) {
      this.failure = trap as InputError;
      return;
    }
    if (bytes.length > 0) this.events.push({ kind: 'bytes', bytes });
    if (last) this.events.push({ kind: 'end' });
  }

  private error(what: string): InputError {
    return new InputError(`The zip archive "${this.name}" ${what}.`, wholeZip);
  }
}
