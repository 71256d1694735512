import { describe, expect, it } from 'vitest';
import { kindOfFile } from '../../src/telemetry/kind-of-file.ts';

const kind = (text: string, name = 'file.csv') => kindOfFile(new Blob([text]), name);

describe('kindOfFile', () => {
  it('knows a C2 list by its status column', async () => {
    expect(await kind('address,port,status\n192.0.2.1,80,seized\n')).toBe('servers');
    expect(await kind('# banner\n"first_seen","dst_ip","c2_status"\n')).toBe('servers');
  });

  it('takes a log with an infected side for telemetry, whatever else it names', async () => {
    expect(await kind('timestamp,src_ip,dst_ip,status\n')).toBe('telemetry');
    expect(await kind('timestamp,ip\n')).toBe('telemetry');
    expect(await kind('192.0.2.1\n')).toBe('telemetry');
    expect(await kind('')).toBe('telemetry');
  });

  it('knows a database by its metadata, and by its name where it has none', async () => {
    const bytes = new Uint8Array([
      0,
      1,
      2,
      0xab,
      0xcd,
      0xef,
      ...new TextEncoder().encode('MaxMind.com'),
    ]);
    expect(await kindOfFile(new Blob([bytes]), 'geo.bin')).toBe('database');
    expect(await kind('not a database', 'geo.mmdb')).toBe('database');
  });
});
