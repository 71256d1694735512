import { describe, expect, it } from 'vitest';
import { loadText } from './load-text.ts';

/** One file for each: an infected host in Austria that called a sinkhole or server in Germany, both ends with places. */
const files: Record<string, Record<string, string>> = {
  Shadowserver: {
    timestamp: '2026-03-02 01:00:00',
    src_ip: '192.0.2.7',
    src_geo: 'AT',
    dst_ip: '203.0.113.9',
    dst_geo: 'DE',
    infection: 'alpha',
  },
  IntelMQ: {
    'time.source': '2026-03-02T01:00:00+00:00',
    'source.ip': '192.0.2.7',
    'source.geolocation.cc': 'AT',
    'destination.ip': '203.0.113.9',
    'destination.geolocation.cc': 'DE',
    'malware.name': 'alpha',
  },
  'a sensor of its own': {
    time: '2026-03-02T01:00:00Z',
    source_ip: '192.0.2.7',
    source_country: 'AT',
    destination_ip: '203.0.113.9',
    destination_country: 'DE',
    malware: 'alpha',
  },
};

/** Where the file alone, without any database, places its one host. */
async function placed(columns: readonly (readonly [string, string])[]) {
  const lines = [columns.map(([name]) => name), columns.map(([, cell]) => cell)];
  const text = `${lines.map((cells) => cells.join(',')).join('\n')}\n`;
  const { engine, summary } = await loadText(text);
  const groupBy = { by: 'dimension', dimension: 'country', limit: 9 } as const;
  const { keys } = await engine.aggregate({ filter: {}, measure: 'hosts', groupBy });
  return { hits: summary.ledger.hits, servers: summary.servers.length, countries: keys };
}

describe('places that a file gives for both ends', () => {
  it.each(Object.keys(files))(
    'are taken of the infected end, in any order of columns: %s',
    async (name) => {
      const columns = Object.entries(files[name]!);
      for (const order of [columns, columns.toReversed()]) {
        expect(await placed(order)).toEqual({ hits: 1, servers: 0, countries: ['AT'] });
      }
    },
  );

  it('are nobody’s where only the other end has one', async () => {
    const columns = Object.entries(files['Shadowserver']!).filter(([key]) => key !== 'src_geo');
    const { hits, countries } = await placed(columns);
    expect(hits).toBe(1);
    expect(countries).not.toContain('DE');
  });
});
