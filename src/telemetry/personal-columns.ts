import { fold } from './roles.ts';

const names =
  /^(?:.*(?:username|user|login|password|passwd|pwd|email|mail|account|phone|payload|cookie|machinename|computername|computer|hostname|referr?er|useragent|agent|message|messagebody|comment|input|httprequest|querystring|credentials?|fullname|firstname|lastname|surname)|url|uri|httpurl|sourceurl|destinationurl|uid|guid|hwid|machineid|botid|mac|macaddress|imei|serial)$/;
const mail = /[^\s@]+@[^\s@]+\.[a-z]{2,}/i;
const urlWithQuery = /^[a-z]+:\/\/\S*\?\S/i;

/**
 * Whether a column can say who or what exactly was infected: names of people and machines, passwords, mail, payloads,
 * whole URLs. Such a column is read only where somebody gives it a role.
 */
export function isPersonal(name: string, cells: readonly string[]): boolean {
  if (names.test(fold(name))) return true;
  return cells.some((cell) => mail.test(cell) || urlWithQuery.test(cell));
}
