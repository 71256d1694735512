import { describe, expect, it } from 'vitest';
import { companions } from '../../src/panels/totals.tsx';
import { loadText } from './load-text.ts';

/** One machine that DHCP moves through three addresses, and two that share a fourth behind one router. */
const rows = [
  ['2026-03-02T01:00:00Z', '192.0.2.1', 'm-1', 5],
  ['2026-03-02T02:00:00Z', '192.0.2.1', 'm-1', 1],
  ['2026-03-02T09:00:00Z', '192.0.2.2', 'm-1', 1],
  ['2026-03-03T09:00:00Z', '192.0.2.3', 'm-1', 1],
  ['2026-03-03T10:00:00Z', '198.51.100.4', 'm-2', 1],
  ['2026-03-03T11:00:00Z', '198.51.100.4', 'm-3', 1],
  ['2026-03-03T12:00:00Z', '198.51.100.4', 'm-2', 1],
] as const;

async function totalOf(columns: readonly number[]) {
  const names = ['timestamp', 'src_ip', 'machine_id', 'count'];
  const lines = [names, ...rows].map((row) => columns.map((column) => row[column]).join(','));
  const { engine, summary } = await loadText(`${lines.join('\n')}\n`);
  const groupBy = { by: 'total' } as const;
  return { summary, total: await engine.aggregate({ filter: {}, measure: 'hosts', groupBy }) };
}

describe('hits, events, addresses and machines', () => {
  it('are four counts of the same rows, and addresses alone grow with DHCP', async () => {
    const { summary, total } = await totalOf([0, 1, 2, 3]);
    expect(total.value).toMatchObject({ hits: 7, events: 11, hosts: 4, machines: 3, prefixes: 2 });
    expect(summary.ledger).toMatchObject({ rows: 7, hits: 7, hosts: 4, machines: 3 });
    // Two addresses on the first day, two on the second: none counts twice on its day.
    expect(total.value.meanDailyHosts).toBe(2);
  });

  it('say beside the machines how many addresses each had', async () => {
    const { summary, total } = await totalOf([0, 1, 2, 3]);
    expect(companions(total, 'machines', summary.measures, 'en')).toContain(
      '4 addresses, 1.3 for each machine',
    );
  });

  it('offer no machines where no row names one: addresses are never called machines', async () => {
    const { summary, total } = await totalOf([0, 1]);
    expect(summary.measures).toContain('hosts');
    expect(summary.measures).not.toContain('machines');
    expect(summary.measures).not.toContain('events');
    expect(total.value).toMatchObject({ hits: 7, hosts: 4, machines: 0 });
    expect(companions(total, 'hosts', summary.measures, 'en').join()).not.toContain('machine');
  });
});
