import { describe, expect, it } from 'vitest';
import { makeEngine } from '../../src/engine/atlas-engine.ts';
import type { LoadRequest } from '../../src/model/source.ts';

const file = (name: string, text: string) => ({ name, blob: new Blob([text]) });
const request = (of: Partial<LoadRequest>): LoadRequest => ({
  ...{ telemetry: [], servers: [], databases: [], mode: 'add', reconstruction: false },
  ...of,
});
const log = file('log.csv', 'timestamp,src_ip\n2026-03-01,192.0.2.1\n2026-03-02,192.0.2.2\n');
const first = file('c2.csv', 'address,status\n203.0.113.1,active\n203.0.113.2,active\n');
const second = file('c2.csv', 'address,status\n203.0.113.2,seized\n');
const quiet = () => undefined;

describe('loading again', () => {
  it('takes C2 lists alone in the place of all lists, and leaves telemetry', async () => {
    const engine = makeEngine();
    await engine.load(request({ telemetry: [log], servers: [first], mode: 'replace' }), quiet);
    const added = await engine.load(request({ servers: [second] }), quiet);
    expect([added.servers.length, added.lists.length]).toEqual([2, 2]);
    const { ledger, servers, lists } = await engine.load(
      request({ servers: [second], anew: 'lists' }),
      quiet,
    );
    expect(ledger.hits).toBe(2);
    expect(servers.map(({ address, status }) => [address, status])).toEqual([
      ['203.0.113.2', 'seized'],
    ]);
    expect(lists.map(({ name }) => name)).toEqual(['c2.csv']);
  });

  it('takes all that is given in the place of all that was there', async () => {
    const engine = makeEngine();
    await engine.load(request({ telemetry: [log], servers: [first], mode: 'replace' }), quiet);
    const again = request({ telemetry: [log], mode: 'replace', anew: true });
    const { ledger, servers, lists } = await engine.load(again, quiet);
    expect([ledger.hits, servers, lists]).toEqual([2, [], []]);
  });
});
