import { roleNames, type Role } from './roles.ts';

/** A kind of file that is known by the names of its columns. */
export interface Format {
  name: string;
  /** Whether these folded column names are this format's. */
  matches(columns: ReadonlySet<string>): boolean;
  /** Column names of each role, where they differ from the general ones. */
  names?: Partial<Record<Role, readonly string[]>>;
  /** What a reader of the result should know, a sentence. */
  remark?: string;
}

/** The destination in a sinkhole report is the sinkhole's own address, so that only the host name asked for is a C2's. */
const sinkholeServers = ['httphost'];

const shadowserverEvent: Format = {
  name: 'Shadowserver event report',
  matches: (columns) =>
    columns.has('timestamp') &&
    columns.has('srcip') &&
    columns.has('srcgeo') &&
    columns.has('infection'),
  names: { server: sinkholeServers, address: ['srcip'] },
  remark:
    'The dst_ip of these reports is the address of the sinkhole and is not taken for a C2 server.',
};

const shadowserverSinkholeDns: Format = {
  ...shadowserverEvent,
  name: 'Shadowserver sinkhole DNS report',
  matches: (columns) =>
    shadowserverEvent.matches(columns) && columns.has('querytype') && !columns.has('dstip'),
  remark: 'The src_ip of these reports is a resolver that asked, likely not infected itself.',
};

const shadowserverDrone: Format = {
  name: 'Shadowserver botnet drone report',
  matches: (columns) =>
    ['timestamp', 'ip', 'geo', 'infection'].every((name) => columns.has(name)) &&
    (columns.has('ccip') || columns.has('cc')),
  names: { address: ['ip'], server: ['ccip', 'cc'] },
};

const shadowserverOlderSinkhole: Format = {
  name: 'Shadowserver older sinkhole report',
  matches: (columns) =>
    ['timestamp', 'ip', 'geo', 'type', 'httphost'].every((name) => columns.has(name)),
  names: { address: ['ip'], family: ['type', 'tag'], server: sinkholeServers },
};

const shadowserverByIp: Format = {
  name: 'Shadowserver report by IP',
  matches: (columns) =>
    ['timestamp', 'ip', 'asn', 'geo', 'region', 'city'].every((name) => columns.has(name)),
  names: { address: ['ip'], server: [] },
};

/** The general case: any CSV whose columns are named by their roles. */
export const generalFormat: Format = { name: 'columns by name', matches: () => true };

/** Known formats; the first that matches counts. */
export const formats: readonly Format[] = [
  shadowserverSinkholeDns,
  shadowserverEvent,
  shadowserverDrone,
  shadowserverOlderSinkhole,
  shadowserverByIp,
  generalFormat,
];

/** Column names by role for a format. */
export function namesOf(format: Format): Readonly<Record<Role, readonly string[]>> {
  return { ...roleNames, ...format.names };
}
