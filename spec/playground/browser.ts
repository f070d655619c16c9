/**
 * Debian's Chromium, and a host that serves the built page below a path, as a static host does.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Where the browser is; the tests that need it are skipped where it is not. */
export const executablePath = process.env['GRADUS_CHROMIUM'] ?? '/usr/bin/chromium';
export const missing = !existsSync(executablePath);
export const skipped = missing ? ` (skipped: there is no browser at ${executablePath})` : '';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** A page with all it complained of. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** The built page, a host of it, and a browser. */
export class Playground {
  /** Every path that was asked for, and how many bytes of it there are. */
  readonly asked: { readonly path: string; readonly body: Buffer }[] = [];
  readonly #folder: string;
  readonly #server: Server;
  readonly #browser: Browser;

  private constructor(folder: string, server: Server, browser: Browser) {
    this.#folder = folder;
    this.#server = server;
    this.#browser = browser;
  }

  static async start(): Promise<Playground> {
    const folder = mkdtempSync(join(tmpdir(), 'gradus-playground-'));
    const build = fileURLToPath(new URL('../../docs/playground/build.mjs', import.meta.url));
    execFileSync(process.execPath, [build, folder]);
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
    });
    const playground = new Playground(folder, server, browser);
    server.on('request', (request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
      const name = /^\/docs\/playground\/([\w.]*)$/.exec(pathname)?.[1];
      const path = join(folder, name === '' ? 'index.html' : (name ?? ''));
      const found = name !== undefined && existsSync(path);
      const body = found ? readFileSync(path) : Buffer.from('');
      playground.asked.push({ path: pathname, body });
      response.writeHead(found ? 200 : 404, { 'content-type': types[extname(path)] ?? 'text/plain' });
      response.end(body);
    });
    return playground;
  }

  /** The address of the page on the host. */
  get hosted(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/docs/playground/`;
  }

  /** The address of the page on disk. */
  get onDisk(): string {
    return pathToFileURL(join(this.#folder, 'index.html')).href;
  }

  /** Opens the page in a profile of its own. */
  async open(address: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await this.#browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    page.on('requestfailed', (request) => complaints.push(`not loaded: ${request.url()}`));
    await page.goto(address);
    return { page, complaints };
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
