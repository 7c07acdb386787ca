// Look at every page of a site as its readers do: with axe-core, on a phone and on a screen, light
// and dark, without a network. Usage: node audit.mjs CHROMIUM SITE RESULTS
//
// A page passes if axe-core finds no violation of WCAG 2.2 A and AA, nothing has to be scrolled
// sideways at 320 px, the console has no error, it is small, and no request leaves a report, or the site.

import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// The packages lie where the check runs, not beside this file.
const require = createRequire(join(process.cwd(), "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");

const [browserPath, site, results] = process.argv.slice(2);
const faulty = join(dirname(fileURLToPath(import.meta.url)), "faulty.html");
const largest = 1_500_000; // bytes
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const views = [
  { width: 390, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
];
const narrowest = 320; // px, as WCAG 1.4.10 has it

function pagesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const pages = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  return pages.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

// Reports are passed on alone and hold all they show; other pages may load what the site holds.
function isOfSite(file, wanted) {
  const isReport = existsSync(join(dirname(file), "report.pdf"));
  return !isReport && wanted.startsWith(pathToFileURL(site).href + "/");
}

async function open(browser, file, view, found) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.colorScheme,
    offline: true,
  });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    const wanted = request.url();
    const known = wanted === address || wanted.startsWith("data:") || isOfSite(file, wanted);
    if (!known) found.add(`requests: ${wanted}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") found.add(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => found.add(`console: ${error.message}`));
  await page.goto(address, { waitUntil: "load" });
  return { context, page };
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations: broken } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }),
    standards,
  );
  return broken.flatMap((rule) =>
    rule.nodes.map((node) => `axe: ${rule.id}: ${rule.help}: ${node.target.join(" ")}`),
  );
}

async function overflow(page) {
  await page.setViewportSize({ width: narrowest, height: 900 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width > narrowest ? [`overflow: ${width} px wide at ${narrowest} px`] : [];
}

async function audit(browser, file) {
  const found = new Set();
  const { size } = statSync(file);
  if (size > largest) found.add(`size: ${size} bytes, more than ${largest}`);
  for (const view of views) {
    const { context, page } = await open(browser, file, view, found);
    for (const line of await violations(page)) found.add(line);
    if (view === views[0]) for (const line of await overflow(page)) found.add(line);
    await context.close();
  }
  return [...found].sort();
}

// A check that finds nothing on a faulty page would find nothing anywhere.
async function blindSpots(browser) {
  const found = await audit(browser, faulty);
  const wanted = ["axe: color-contrast", "axe: image-alt", "console: ", "overflow: ", "requests: "];
  return wanted.filter((kind) => !found.some((line) => line.startsWith(kind)));
}

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const blind = await blindSpots(browser);
const pages = {};
for (const file of pagesIn(site)) pages[relative(site, file)] = await audit(browser, file);
await browser.close();

writeFileSync(results, JSON.stringify({ blind, pages }, null, 1) + "\n");
for (const kind of blind) console.log(`the check cannot see: ${kind}`);
for (const [page, found] of Object.entries(pages)) {
  console.log(`${page}: ${found.length === 0 ? "no fault" : `faults: ${found.length}`}`);
  for (const line of found) console.log(`  ${line}`);
}
const faults = Object.values(pages).flat().length;
if (blind.length || faults || Object.keys(pages).length === 0) process.exitCode = 1;
