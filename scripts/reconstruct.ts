import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { reconstructionDatabase } from './reconstruct-database.ts';
import { makeManifest } from './reconstruct-manifest.ts';
import { planReconstruction } from './reconstruct-plan.ts';
import { planServers, serversCsv } from './reconstruct-servers.ts';
import { drawCheckIns, telemetryCsv } from './reconstruct-telemetry.ts';

/** gzip whose bytes depend on the text alone: no time, no name, and the same system mark everywhere. */
function gzip(text: Buffer): Buffer {
  const packed = gzipSync(text, { level: 6 });
  packed[9] = 255;
  return packed;
}

function countDistinct(values: Uint32Array): number {
  const sorted = values.slice().sort();
  return sorted.reduce(
    (count, value, i) => count + (i === 0 || value !== sorted[i - 1] ? 1 : 0),
    0,
  );
}

/** Writes telemetry, C2 list, location database and manifest of the reconstruction. The same seed gives the same bytes. */
export async function reconstruct(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const plans = planReconstruction();
  const servers = planServers(plans);
  const checkIns = drawCheckIns(plans, servers);
  const contents: Record<string, Uint8Array> = {
    'telemetry.csv.gz': gzip(Buffer.concat([...telemetryCsv(checkIns, plans, servers)])),
    'c2.csv': Buffer.from(serversCsv(servers)),
    'places.mmdb': reconstructionDatabase(plans),
  };
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const [name, bytes] of Object.entries(contents)) {
    await writeFile(join(outDir, name), bytes);
    files[name] = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  const manifest = makeManifest({
    rows: checkIns.length,
    machines: plans.reduce((sum, plan) => sum + plan.machines, 0),
    addresses: countDistinct(checkIns.address),
    countries: plans.filter((plan) => plan.machines > 0).length,
    servers: servers.length,
    files,
  });
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await reconstruct(resolve(import.meta.dirname, '../public/generated/simda'));
}
