import { densityIsThere, expect, isSettled, openAtlas, test } from './atlas.ts';
import { shownColours } from './colours-on-screen.ts';
import { findings } from './find-faults.ts';

test('shows the earth as a globe, with numbers and colours where they belong', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openAtlas(page, '#v=1&domain=0.01,1000&smooth=320');
  const globe = page.getByRole('button', { name: 'Globe', exact: true });
  await isSettled(page);
  const servers = page.getByRole('button', { name: /^Netherlands, 10 servers/ });
  const onTheFlatMap = (await servers.boundingBox())!;
  await page.locator('.map-canvas canvas').focus();
  await page.keyboard.press('g');
  await expect(globe).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/projection=globe/);
  await densityIsThere(page);
  await isSettled(page);
  // The server in the United States is behind the globe, those in Europe are not.
  await expect(servers).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^United States, 1 server/, includeHidden: true }),
  ).toBeHidden();
  const { width, height } = (await page.locator('.map-canvas').boundingBox())!;
  await page.mouse.move(width + 310, height / 2);
  await expect(page.locator('.map-readout')).toBeHidden();
  // Rings of points from the middle to near the edge, where a shift between map and field would show most.
  const points = Array.from({ length: 12 }, (_, n) => {
    const angle = 2.4 * n + 0.3;
    const radius = (0.05 + (0.36 * n) / 12) * height;
    return [width / 2 + radius * Math.cos(angle), height / 2 + radius * Math.sin(angle)] as const;
  });
  const colours = await shownColours(page, points, [0.01, 1000]);
  expect(colours.length).toBeGreaterThan(5);
  // A border or a letter can lie on a point or two.
  const told = colours.map(({ x, y, value, off }) => ({ x, y, value, off }));
  const wrong = told.filter(({ off }) => off > 5);
  expect(wrong.length, JSON.stringify(told)).toBeLessThanOrEqual(1);
  // Arcs leave out what nobody commands any more, and say so.
  await page.getByRole('radio', { name: 'Arcs' }).click();
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText(
    'no calls to servers that are not seized or sinkholed; 14 servers seized or sinkholed, left out',
  );
  await expect(page).toHaveURL(/way=arcs/);
  expect(await findings(page)).toEqual([]);
  // Back on the flat map the whole world is there as before.
  await page.getByRole('radio', { name: 'Density' }).click();
  await globe.click();
  await expect(globe).toHaveAttribute('aria-pressed', 'false');
  await densityIsThere(page);
  await expect
    .poll(async () => Math.round((await servers.boundingBox())?.x ?? -1))
    .toBe(Math.round(onTheFlatMap.x));
});

test('draws anything new with programs and labels that were made ready while the map rested', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    const told: string[] = [];
    const card = WebGL2RenderingContext.prototype;
    const tell = Reflect.get<WebGL2RenderingContext, 'shaderSource'>(card, 'shaderSource');
    card.shaderSource = function (shader, source) {
      told.push(source);
      tell.call(this, shader, source);
    };
    const drawn = { at: 0 };
    const draw = Reflect.get<WebGL2RenderingContext, 'drawElements'>(card, 'drawElements');
    card.drawElements = function (...all) {
      drawn.at = performance.now();
      draw.apply(this, all);
    };
    Object.assign(window, { told, drawn });
  });
  const shadersWith = (what: string) =>
    page.evaluate(
      (text) => (window as never as { told: string[] }).told.filter((s) => s.includes(text)).length,
      what,
    );
  await openAtlas(page);
  await isSettled(page);
  const all = () => shadersWith('');
  let last = 0;
  let seen = 0;
  const isReady = async () => {
    const kinds = ['u_sun_pos', 'solid-polygon-layer', 'scatterplot-layer'].map(shadersWith);
    const [count, before] = [await all(), last];
    last = count;
    seen = count === before ? seen + 1 : 0;
    return (await Promise.all(kinds)).every((kind) => kind > 0) && seen >= 3;
  };
  const restedFor = () =>
    page.evaluate(
      () => performance.now() - (window as never as { drawn: { at: number } }).drawn.at,
    );
  // Lines come a while after the numbers that they are made of.
  const isDrawn = async () => {
    await isSettled(page);
    await expect.poll(restedFor).toBeGreaterThan(2000);
  };
  await expect.poll(isReady, { intervals: [1000] }).toBe(true);
  // Labels that a nearer look needs are there, too.
  const fetched = () => performance.getEntriesByType('resource').map(({ name }) => name);
  const areCities = (names: string[]) => names.some((name) => name.endsWith('/cities.json'));
  expect(areCities(await page.evaluate(fetched))).toBe(true);
  for (const way of ['Hexagons', 'Contours', 'Circles']) {
    await page.getByRole('radio', { name: way }).click();
    await expect(page).toHaveURL(new RegExp(`way=${way.toLowerCase()}`));
    if (way !== 'Circles') await densityIsThere(page);
    await isDrawn();
  }
  await page
    .getByRole('button', { name: /^United States/ })
    .first()
    .click();
  await expect(page).toHaveURL(/country=US/);
  await isDrawn();
  await page.getByRole('button', { name: 'Globe', exact: true }).click();
  await expect(page.locator('.atlas-map')).toHaveAttribute('data-projection', 'globe');
  await expect(page.locator('.globe-edge circle')).toHaveAttribute('r', /[1-9]/);
  await isDrawn();
  expect(await all()).toBe(last);
  expect(last).toBeGreaterThan(20);
});
