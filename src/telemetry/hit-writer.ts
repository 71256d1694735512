import { UNDATED, type C2Server, type HitColumns, type RefusalReason } from '../model/telemetry.ts';
import {
  BAD_ADDRESS,
  formatV4,
  formatV6,
  NO_ADDRESS,
  PORT_WORD,
  PREFIX_WORD,
  RANGE,
} from './address.ts';
import { countryCodeOf } from '../model/country-code.ts';
import { clockOf } from './clock-cell.ts';
import { detailWords, findDetail, type DetailWord } from './detail-cell.ts';
import { ByteDictionary } from './dictionaries.ts';
import type { TextCoders } from './text-coders.ts';
import { HitBuffer } from './hit-buffer.ts';
import { countryIn, portOf } from './number-cell.ts';
import { putPlain, type PlainPlan, type PlainRows } from './put-plain.ts';
import { plainRules, type Recognition, type ReadingRules, type Subject } from './recognition.ts';
import { RefusalLog } from './refusal-log.ts';
import { roleCodes, type RowValues } from './row-values.ts';
import { bareServer, ServerBook } from './server-book.ts';
import { ServerCoder } from './server-coder.ts';
import { defangedDot, hostName, likeAddress, millisecondsOf, statusOf } from './server-words.ts';
import { SinkholeWords } from './sinkhole-words.ts';
import { emptyTally, type Tally } from './tally.ts';

const flagsOf: Readonly<Record<Subject, number>> = { aside: 0, hosts: 1, servers: 2, both: 3 };
const HOSTS = flagsOf.hosts;
const { family: FAMILY, server: SERVER, category: CATEGORY, detail: DETAIL } = roleCodes;
const { country: COUNTRY, clock: CLOCK } = roleCodes;
const MAX_WEIGHT = 0xffffffff;

/** Turns the values of records into hits, servers and refusals, by the rules of their file. */
export class HitWriter {
  rows = 0;
  readonly log = new RefusalLog();
  readonly tally: Tally = emptyTally();
  private readonly hits: HitBuffer;
  private readonly values: RowValues;
  private readonly dictionaries: TextCoders;
  private readonly rules: ReadingRules;
  private readonly book: ServerBook;
  private readonly weighted: boolean;
  private readonly placed: boolean;
  private dated: boolean;
  private readonly clocked: boolean;
  private readonly subject: number;
  private readonly sorts: boolean;
  private readonly categories = new ByteDictionary();
  /** Subject flags by category code. */
  private readonly subjects: number[] = [];
  private readonly sinkFamilies: SinkholeWords;
  private readonly sinkCategories = new SinkholeWords(this.categories);
  private readonly details: { family: DetailWord[]; server: DetailWord[] } | null;
  private readonly coder: ServerCoder;
  private readonly range = new Int32Array(2);
  /** Whether hits wait for the order of day and month to be found. */
  private held: boolean;

  constructor(recognition: Recognition, dictionaries: TextCoders, values: RowValues) {
    const { columns, rules = plainRules } = recognition;
    this.rules = rules;
    this.values = values;
    this.dictionaries = dictionaries;
    this.weighted = columns.weight !== undefined || rules.weightNetworks;
    this.placed = columns.country !== undefined;
    this.hits = new HitBuffer({ weighted: this.weighted, placed: this.placed }, dictionaries.spare);
    this.sinkFamilies = new SinkholeWords(dictionaries.family);
    this.book = new ServerBook(dictionaries);
    this.coder = new ServerCoder(dictionaries.server, rules);
    this.dated = columns.time !== undefined;
    this.clocked = columns.clock !== undefined;
    this.subject = flagsOf[rules.subject];
    this.sorts = columns.category !== undefined && rules.categories.length > 0;
    this.held = values.order.open;
    const { detail } = rules;
    this.details = detail
      ? { family: detailWords(detail.family), server: detailWords(detail.server) }
      : null;
  }

  /** Hits that can be taken. */
  get waiting(): number {
    return this.held ? 0 : this.hits.columns.length;
  }

  /** Whether rows may come by `takePlain`: nothing has to be made of their values. */
  get takesPlain(): boolean {
    if (this.held || this.weighted || this.clocked || this.sorts || this.details) return false;
    const isPlain = this.subject === HOSTS && !this.values.order.toUtc;
    return isPlain && !this.rules.familyIsCategory && this.rules.otherEnd !== 'c2';
  }

  /** Accepts rows that were read many at a time, as `settle` would each of them. */
  takePlain(plain: PlainRows, { roles }: PlainPlan, count: number): void {
    const { hits, dictionaries, coder, rows, placed, rules } = this;
    const told = { rows, placed, undated: this.dated ? null : (rules.time.undated ?? UNDATED) };
    putPlain(plain, roles, count, { hits, dictionaries, servers: coder, ...told });
    this.rows += count;
  }

  /** Another header may bring times or take them away. */
  setDated(dated: boolean): void {
    this.dated = dated;
  }

  /** No more rows come: hits wait no longer. */
  end(): void {
    if (this.held && !this.values.order.open) this.release(this.hits.columns.length);
    this.held = false;
  }

  /** @param lent whether the columns are only looked at, before the next row comes */
  take(lent = false): HitColumns {
    const taken = lent ? this.hits.lend() : this.hits.take();
    if (this.rules.otherEnd === 'c2') this.book.note(taken);
    return taken;
  }

  /** The C2 servers of the rows so far; those that hits called only once the hits were taken. */
  servers(): C2Server[] {
    return this.book.servers(this.rules.source);
  }

  /**
   * Accepts the record whose values were read, or answers why it is to be refused.
   * @param bytes in which the values stand that have no copies
   */
  settle(bytes: Uint8Array): RefusalReason | null {
    const { values } = this;
    if (this.clocked && values.timeRead) this.addClock(bytes);
    const subject = this.sorts ? this.subjectOf(bytes) : this.subject;
    if (this.details) this.readDetail(bytes, this.details, (subject & HOSTS) !== 0);
    if (subject !== HOSTS) return this.settleOther(subject, bytes);
    const kind = values.addressKind;
    if (kind === NO_ADDRESS) return 'noAddress';
    if (kind === BAD_ADDRESS) return this.otherwise();
    if (this.lacksTime()) return 'badTime';
    this.accept(kind, bytes);
    return null;
  }

  /** Adds the time of day, which stands in a cell of its own, to a date; the time is bad where that cell is. */
  private addClock(bytes: Uint8Array): void {
    const { values } = this;
    const text = values.textOf(CLOCK, bytes);
    if (text === '') return;
    const clock = clockOf(text);
    const date = values.time[0]!;
    if (clock === null) {
      values.timeRead = false;
      return;
    }
    // A date alone is read as UTC; one that is no midnight had its zone taken off.
    const { toUtc } = values.order;
    const isOpen = toUtc !== null && date % 86_400 === 0;
    values.time[0] = isOpen ? toUtc(date + clock) : date + clock;
  }

  /** Refuses a record. */
  refuse(reason: RefusalReason, line: number, record: Uint8Array): void {
    this.rows++;
    this.log.add(line, reason, record);
  }

  private accept(kind: number, bytes: Uint8Array): void {
    const { values } = this;
    this.append(kind, values.words, bytes);
    if (values.others.length > 0) {
      for (const { family, words } of values.others) this.append(family, words, bytes);
      this.tally.further += values.others.length;
    }
    if (this.held && !values.order.open) {
      this.release(this.hits.columns.length - 1 - values.others.length);
    }
  }

  private append(kind: number, words: Uint32Array, bytes: Uint8Array): void {
    const { values, hits, dictionaries } = this;
    hits.clean();
    const { columns, written } = hits;
    const at = columns.length;
    columns.row[at] = ++this.rows;
    columns.time[at] =
      this.dated && values.timeRead ? values.time[0]! : (this.rules.time.undated ?? UNDATED);
    columns.addressFamily[at] = kind;
    columns.address[at] = kind === 4 ? words[0]! : hits.addAddress6(words);
    const { from, to, copies } = values;
    const { machine, family } = dictionaries;
    if (to[0] !== 0) {
      columns.machine[at] = machine.code(copies[0] ?? bytes, from[0]!, to[0]!);
      written.machine = true;
    }
    if (to[1] !== 0) {
      columns.family[at] = family.code(copies[1] ?? bytes, from[1]!, to[1]!);
      written.family = true;
    } else if (this.rules.familyIsCategory) {
      columns.family[at] = this.categoryAsFamily(bytes);
      written.family = true;
    }
    if (to[2] !== 0 && !this.callsSinkhole(columns.family[at]!, bytes)) {
      columns.server[at] = this.serverCode(bytes);
      written.server = true;
    }
    if (values.port !== 0) {
      columns.port[at] = values.port;
      written.port = true;
    }
    if (values.network !== 0) {
      columns.network[at] = values.network;
      written.network = true;
    }
    if (this.placed) columns.country[at] = this.countryCode(bytes);
    if (words[PREFIX_WORD] !== 0) this.tally.networks++;
    if (this.weighted) this.weigh(at, kind, words[PREFIX_WORD]!);
    columns.length = at + 1;
    if (columns.length === hits.capacity) hits.grow();
  }

  private weigh(at: number, kind: number, prefix: number): void {
    const { values, rules, hits, tally } = this;
    let weight = values.weight;
    if (rules.weightNetworks && prefix >= RANGE) weight *= prefix - RANGE;
    else if (rules.weightNetworks && prefix !== 0)
      weight *= 2 ** ((kind === 4 ? 32 : 128) - prefix);
    if (weight > MAX_WEIGHT) tally.clippedWeights++;
    hits.columns.weight[at] = Math.min(MAX_WEIGHT, weight);
    tally.events += hits.columns.weight[at];
  }

  private countryCode(bytes: Uint8Array): number {
    const { from, to, copies } = this.values;
    return countryIn(copies[COUNTRY] ?? bytes, from[COUNTRY]!, to[COUNTRY]!);
  }

  /** Whether a row that names a C2 server says, by its family or its category, that what it names is a sinkhole. */
  private callsSinkhole(family: number, bytes: Uint8Array): boolean {
    if (this.rules.otherEnd !== 'c2') return false;
    const { from, to, copies } = this.values;
    if (this.sinkFamilies.has(family) || to[CATEGORY] === 0) return this.sinkFamilies.has(family);
    const source = copies[CATEGORY] ?? bytes;
    return this.sinkCategories.has(this.categories.code(source, from[CATEGORY]!, to[CATEGORY]!));
  }

  private serverCode(bytes: Uint8Array): number {
    const { values, coder } = this;
    const { from, to, copies } = values;
    const code = coder.code(copies[SERVER] ?? bytes, from[SERVER]!, to[SERVER]!);
    values.port ||= coder.port;
    return code;
  }

  private categoryAsFamily(bytes: Uint8Array): number {
    const { from, to, copies } = this.values;
    if (to[CATEGORY] === 0) return 0;
    const source = copies[CATEGORY] ?? bytes;
    return this.dictionaries.family.code(source, from[CATEGORY]!, to[CATEGORY]!);
  }

  private subjectOf(bytes: Uint8Array): number {
    const { from, to, copies } = this.values;
    if (to[CATEGORY] === 0) return this.subject;
    const source = copies[CATEGORY] ?? bytes;
    const code = this.categories.code(source, from[CATEGORY]!, to[CATEGORY]!);
    return (this.subjects[code] ??= this.subjectFor(this.categories.text(code)));
  }

  private subjectFor(category: string): number {
    const { categories } = this.rules;
    const rule = categories.find(({ pattern }) => new RegExp(pattern, 'i').test(category));
    return rule ? flagsOf[rule.subject] : this.subject;
  }

  /** Rows that are not, or not only, about a host. */
  private settleOther(subject: number, bytes: Uint8Array): RefusalReason | null {
    const { values, tally } = this;
    const kind = values.addressKind;
    if (subject === 0) tally.asideRows++;
    else if (kind === NO_ADDRESS) {
      if (!this.rules.otherIndicators) return 'noAddress';
      tally.asideRows++;
    } else if (kind === BAD_ADDRESS) {
      const host = values.badText.replace(defangedDot, '.');
      if (!hostName.test(host) || this.rules.otherIndicators) return this.otherwise();
      this.addServer(host, bytes);
      tally.serverRows++;
    } else {
      this.addServers(kind, bytes);
      if ((subject & HOSTS) === 0) tally.serverRows++;
      else if (this.lacksTime()) return 'badTime';
      else this.accept(kind, bytes);
    }
    return null;
  }

  /** Whether a record is to be refused for its time: one that names none may be undated. */
  private lacksTime(): boolean {
    const { values } = this;
    if (!this.dated || values.timeRead) return false;
    return !this.rules.timeOptional || values.isGiven(roleCodes.time);
  }

  /** A cell that holds no address: another kind of indicator, or a mistake. */
  private otherwise(): RefusalReason | null {
    if (!this.rules.otherIndicators || likeAddress.test(this.values.badText)) return 'badAddress';
    this.tally.asideRows++;
    return null;
  }

  private addServers(kind: number, bytes: Uint8Array): void {
    const { values } = this;
    const text = (family: number, words: Uint32Array) =>
      family === 4 ? formatV4(words[0]!) : formatV6(words);
    this.addServer(text(kind, values.words), bytes);
    for (const { family, words } of values.others) this.addServer(text(family, words), bytes);
  }

  private addServer(address: string, bytes: Uint8Array): void {
    const { values, rules } = this;
    const text = (role: keyof typeof roleCodes) => values.textOf(roleCodes[role], bytes);
    const time = this.dated && values.timeRead ? values.time[0]! * 1000 : null;
    const mark = text('mark');
    const country = text('country');
    this.book.add({
      ...bareServer(address),
      port: portOf(text('ownPort')) || values.port || values.words[PORT_WORD] || null,
      name: text('name'),
      family: text('family') || (rules.familyIsCategory ? text('category') : ''),
      status: statusOf(text('status')),
      country: countryCodeOf(country) === 0 ? '' : country.toUpperCase(),
      city: text('city'),
      firstSeen: rules.seen === 'first' ? time : null,
      lastSeen:
        millisecondsOf(text('lastSeen'), values.order) ?? (rules.seen === 'last' ? time : null),
      source: text('source') || rules.source,
      mark: mark === 'D' || mark === 'd' || mark === 'A' ? mark : '',
    });
  }

  /** Takes the family, and the server that a host called, out of the free text. */
  private readDetail(
    bytes: Uint8Array,
    words: { family: DetailWord[]; server: DetailWord[] },
    called: boolean,
  ): void {
    const { values, range } = this;
    const { from, to, copies } = values;
    if (to[DETAIL] === 0) return;
    const source = copies[DETAIL] ?? bytes;
    for (const [role, list] of [
      [FAMILY, words.family],
      [SERVER, words.server],
    ] as const) {
      if (role === SERVER && !called) continue;
      if (to[role] !== 0 || !findDetail(source, from[DETAIL]!, to[DETAIL]!, list, range)) continue;
      copies[role] = source.slice(range[0], range[1]);
      from[role] = 0;
      to[role] = copies[role].length;
    }
    if (to[SERVER] !== 0) this.cutPort();
  }

  /** Takes the port off an IPv4 address that free text names. */
  private cutPort(): void {
    const { values } = this;
    const text = values.textOf(SERVER, new Uint8Array(0));
    const match = /^([\d.]+):(\d{1,5})$/.exec(text);
    if (!match) return;
    values.to[SERVER] = match[1]!.length;
    values.port ||= Number(match[2]);
  }

  /** The order of day and month is found: corrects the first hits, which were read before, where it turned. */
  private release(count: number): void {
    this.held = false;
    const { order } = this.values;
    if (!order.turned) return;
    const { time } = this.hits.columns;
    for (let i = 0; i < count; i++) if (time[i] !== UNDATED) time[i] = order.swap(time[i]!);
  }
}
