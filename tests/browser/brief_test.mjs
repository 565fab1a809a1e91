// Briefs in a real browser: nothing is fetched, nothing fails, links work, tables sort and filter, it prints, it can be
// read without a script, without colors and aloud.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";

const briefs = ["elmira", "barter", "summit", "summit-de", "hostile"];
const language = (name) => (name.endsWith("-de") ? "de" : "en");
const widths = [400, 1000, 1600];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const url = (name) => "file://" + resolve(`${name}.html`);

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.DETENTE_BROWSER,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
  });
});
after(() => browser?.close());

/** Opens a brief, and notes what it asks for and what goes wrong. */
async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  const page = await context.newPage();
  const seen = { requests: [], problems: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && seen.problems.push(message.text()));
  page.on("pageerror", (error) => seen.problems.push(String(error)));
  page.on("dialog", (dialog) => { seen.problems.push("dialog"); dialog.dismiss(); });
  await page.goto(url(name));
  return { page, seen, close: () => context.close() };
}

for (const name of briefs) {
  describe(`brief of ${name}`, () => {
    test("opens with no request but itself, and no error", async () => {
      const { page, seen, close } = await open(name);
      await page.waitForTimeout(200);
      assert.deepEqual(seen.requests.filter((r) => !r.startsWith("data:")), [url(name)]);
      assert.deepEqual(seen.problems, []);
      assert.ok(statSync(`${name}.html`).size < 2_000_000);
      await close();
    });

    test("every link leads to one place in the page, and opens what is folded", async () => {
      const { page, close } = await open(name);
      const wrong = await page.evaluate(() => {
        const count = new Map();
        for (const e of document.querySelectorAll("[id]")) count.set(e.id, (count.get(e.id) ?? 0) + 1);
        const twice = [...count].filter(([, n]) => n > 1).map(([id]) => "twice: " + id);
        const lost = [...document.querySelectorAll("a")].map((a) => a.getAttribute("href"))
          .filter((href) => !href?.startsWith("#") || count.get(decodeURIComponent(href.slice(1))) !== 1);
        return [...twice, ...lost];
      });
      assert.deepEqual(wrong, []);
      const state = page.locator('a[href^="#state-"]').first();
      if (await state.count()) {
        await state.click();
        const target = page.locator((await state.getAttribute("href")).replace("#", "#"));
        await target.waitFor({ state: "visible", timeout: 2000 });
        assert.ok(await target.evaluate((e) => {
          const box = e.getBoundingClientRect();
          return box.height > 0 && box.top >= -1 && box.top < innerHeight;
        }));
      }
      await close();
    });

    test("tables sort both ways, by numbers as numbers", async () => {
      const { page, close } = await open(name);
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      const table = page.locator("#lasting table").first();
      const column = async () => (await table.locator("tbody tr td:nth-child(3)").allTextContents())
        .map((t) => Number(t.replaceAll(language(name) === "de" ? "." : ",", "")));
      const button = table.locator("thead th:nth-child(3) button");
      const ascending = [...await column()].sort((a, b) => a - b);
      await button.click();
      assert.deepEqual(await column(), ascending);
      assert.equal(await table.locator("thead th:nth-child(3)").getAttribute("aria-sort"), "ascending");
      await button.click();
      assert.deepEqual(await column(), ascending.reverse());
      await close();
    });

    test("no serious finding of axe-core, light and dark, all unfolded", async () => {
      for (const colorScheme of ["light", "dark"]) {
        const { page, close } = await open(name, { colorScheme });
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
        // Evaluated through the debugger, which the page's policy against other scripts does not concern.
        await page.evaluate(axe + "; undefined");
        const found = await page.evaluate(async () => {
          const { violations } = await axe.run(document, { resultTypes: ["violations"] });
          return violations.filter((v) => ["serious", "critical"].includes(v.impact))
            .map((v) => `${v.id}: ${v.nodes[0].html} (${v.nodes.length})`);
        });
        assert.deepEqual(found, [], colorScheme);
        await close();
      }
    });

    test("nothing is wider than the window; what is wide scrolls within itself", async () => {
      for (const width of widths) {
        const { page, close } = await open(name, { viewport: { width, height: 800 } });
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${wide} too wide at ${width}`);
        await close();
      }
    });

    test("prints to A4 what is unfolded, and says what is not", async () => {
      const { page, close } = await open(name);
      const pdf = await page.pdf({ format: "A4" });
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      const folded = await page.locator("details:not([open])").count();
      assert.ok(folded > 0);
      const note = await page.locator("details:not([open]) summary").first()
        .evaluate((e) => getComputedStyle(e, "::after").content);
      assert.match(note, language(name) === "de" ? /nicht gedruckt/ : /not printed/);
      await page.emulateMedia({ media: "screen" });
      await page.locator("nav button").click();
      assert.equal(await page.locator("details:not([open])").count(), 0);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator("nav").isVisible(), false);
      await close();
    });

    test("reads without scripts", async () => {
      const { page, seen, close } = await open(name, { javaScriptEnabled: false });
      assert.deepEqual(seen.problems, []);
      assert.ok(await page.locator("#answer h2").isVisible());
      assert.ok(await page.locator("#lasting tbody tr").count() >= 5);
      assert.equal(await page.locator("th button, input").count(), 0);
      await page.locator("summary").first().click();
      assert.equal(await page.locator("details").first().getAttribute("open"), "");
      await close();
    });

    test("says in which language it is", async () => {
      const { page, close } = await open(name);
      assert.equal(await page.locator("html").getAttribute("lang"), language(name));
      await close();
    });

    test("pictures have titles and descriptions", async () => {
      const { page, close } = await open(name);
      for (const svg of await page.locator("svg").all()) {
        const [title, description] = (await svg.getAttribute("aria-labelledby")).split(" ");
        for (const id of [title, description]) {
          assert.ok((await page.locator("#" + id).textContent()).length > 10, id);
        }
      }
      await close();
    });
  });
}

test("the answer to the first question is on the first screen", async () => {
  const { page, close } = await open("summit");
  for (const k of [0, 1, 2]) {
    const box = await page.locator("#answer dl dd").nth(k).boundingBox();
    assert.ok(box.y + box.height <= 800, `part ${k} ends at ${box.y + box.height}`);
  }
  await close();
});

test("the sections of the summit are there, in order, and filled", async () => {
  const { page, close } = await open("summit");
  const sections = await page.locator("main > section").evaluateAll((all) =>
    all.map((s) => ({ id: s.id, parts: s.querySelectorAll("p, li, tr, dd, svg").length })));
  assert.deepEqual(sections.map((s) => s.id), ["answer", "ground", "parties", "lasting", "ways", "obstacles", "levers",
    "coalitions", "deals", "traps", "sources", "tables", "method"]);
  for (const { id, parts } of sections) assert.ok(parts >= 2, id);
  assert.ok(await page.locator("#ways svg").count() === 1);
  assert.ok(await page.locator("#deals svg").count() === 4);
  assert.ok(await page.locator("#levers table").count() >= 3);
  await close();
});

test("long tables can be filtered", async () => {
  const { page, close } = await open("summit");
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  const filter = page.locator('#tables input[type="search"]').first();
  const rows = page.locator("#tables table").first().locator("tbody tr");
  const all = await rows.count();
  assert.ok(all > 15);
  await filter.fill("no row has these words");
  assert.equal(await rows.filter({ visible: true }).count(), 0);
  await filter.fill("");
  assert.equal(await rows.filter({ visible: true }).count(), all);
  await close();
});

test("a hostile case runs nothing", async () => {
  const { page, seen, close } = await open("hostile");
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  for (const button of await page.locator("th button").all()) await button.click();
  for (const summary of await page.locator("summary").all()) await summary.click();
  await page.mouse.move(300, 300);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.deepEqual(seen.problems, []);
  // Only what every brief has: no element and no attribute comes from a text of the case.
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await page.locator("style").count(), 1);
  assert.equal(await page.locator("img, iframe, math, object, embed, base, form").count(), 0);
  const handlers = await page.evaluate(() => [...document.querySelectorAll("*")].flatMap((e) =>
    [...e.attributes].filter((a) => /^on/i.test(a.name) || /^\s*(javascript|data:text)/i.test(a.value)).map((a) => a.name)));
  assert.deepEqual(handlers, []);
  await close();
});
