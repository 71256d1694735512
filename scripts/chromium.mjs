// Finds a Chromium for the browser tests, or installs one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from './setup.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...places].find((path) => existsSync(path)) ?? null;
}

function fromPlaywright() {
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  const path = chromium.executablePath();
  if (existsSync(path)) return path;
  console.error('Installing a Chromium through Playwright ...');
  run('npx', ['playwright', 'install', 'chromium'], { timeout: 300_000 });
  return existsSync(path) ? path : null;
}

function fromDebian() {
  if (spawnSync('apt-get', ['--version']).status !== 0) return null;
  console.error('Installing the chromium package of Debian ...');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    return run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  apt('update', '-qq');
  apt('install', '-y', '-qq', 'chromium');
  return installed();
}

/** Path of a Chromium or Chrome: ATLAS_CHROMIUM, an installed one, Playwright's own, Debian's; null where none can be had. */
export function findChromium() {
  return process.env.ATLAS_CHROMIUM ?? installed() ?? fromPlaywright() ?? fromDebian();
}
