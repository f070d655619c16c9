/**
 * Engines that open a page: the browser is started on a page of a server on the loopback address, runs every
 * variant there one after the other, posts each report back, and is stopped.
 */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { prelude, report } from './variant.mjs';

/** An address where nobody listens: whatever a browser wants from the network, it does not get. */
const NOWHERE = '127.0.0.1:9';

/** Longer than the slowest browser takes for all variants. */
const LIMIT = 600_000;

/** How each browser is started: no first-run pages, no updates, no network but the loopback address. */
const launch = {
  chromium: (profile) => [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage'],
    ...['--no-first-run', '--no-default-browser-check', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync', '--disable-extensions', '--disable-default-apps'],
    `--proxy-server=${NOWHERE}`,
    `--user-data-dir=${profile}`,
  ],
  firefox(profile) {
    const [host, port] = NOWHERE.split(':');
    const preferences = {
      'app.normandy.enabled': false,
      'app.update.enabled': false,
      'browser.aboutwelcome.enabled': false,
      'browser.shell.checkDefaultBrowser': false,
      'browser.startup.homepage_override.mstone': 'ignore',
      'browser.safebrowsing.malware.enabled': false,
      'browser.safebrowsing.phishing.enabled': false,
      'datareporting.healthreport.uploadEnabled': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'dom.max_script_run_time': 0,
      'extensions.update.enabled': false,
      'media.gmp-manager.updateEnabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'network.proxy.type': 1,
      'network.proxy.http': host,
      'network.proxy.http_port': Number(port),
      'network.proxy.ssl': host,
      'network.proxy.ssl_port': Number(port),
      'toolkit.telemetry.reportingpolicy.firstRun': false,
    };
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join(''));
    return ['--headless', '--no-remote', '--profile', profile];
  },
};

/** What the browser reports for each of some variants, in their order; an error where one fails. */
export async function runBrowser(kind, path, variants, { root, files, scratch, math }) {
  const profile = join(scratch, `${kind}-profile`);
  mkdirSync(profile, { recursive: true });
  const reports = [];
  const done = withResolvers();
  const packages = packagesOf(files, root);
  const folders = { library: dirname(files.esm.library), harness: dirname(files.esm.harness) };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const send = (status, type, body) => {
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
      response.end(body);
    };
    const [, place, ...rest] = pathname.split('/');
    if (place === 'page') {
      const variant = variants[Number(rest[0])];
      send(200, 'text/html', page(variant, files, packages, math));
    } else if (place === 'report') {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const { report: text, error } = JSON.parse(Buffer.concat(chunks).toString());
        reports.push(error === undefined ? JSON.parse(text) : { error });
        if (reports.length === variants.length) done.resolve();
        // The page goes on to the next variant.
        send(200, 'text/plain', reports.length < variants.length ? `/page/${reports.length}` : '');
      });
    } else {
      const folder = place === 'node_modules' ? join(root, place) : folders[place];
      const file = folder === undefined ? undefined : resolve(folder, rest.join('/'));
      if (file?.startsWith(folder + sep)) {
        try {
          return send(200, 'text/javascript', readFileSync(file));
        } catch {
          // Not there: 404, below.
        }
      }
      send(404, 'text/plain', '');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = `http://127.0.0.1:${server.address().port}/page/0`;
  const child = spawn(path, [...launch[kind](profile), url], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-2000)));
  child.on('error', (error) => done.reject(error));
  child.on('exit', (code) => done.reject(new Error(`it ended with status ${code}: ${said}`)));
  try {
    const late = wait(LIMIT, undefined, { ref: false }).then(() => {
      throw new Error(`no report came in time: ${said}`);
    });
    await Promise.race([done.promise, late]);
    return reports;
  } finally {
    await stop(child);
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Ends the browser and the processes it started, which share its group. */
async function stop(child) {
  if (child.pid === undefined) return;
  const ended = child.exitCode === null ? once(child, 'exit') : undefined;
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Nobody is left in the group.
    }
    await Promise.race([ended, wait(3000, undefined, { ref: false })]);
  }
}

/** A promise, and the functions that settle it. */
function withResolvers() {
  const made = {};
  made.promise = new Promise((yes, no) => Object.assign(made, { resolve: yes, reject: no }));
  return made;
}

/** Where the packages that the library imports lie, by specifier and format: read from its own files. */
function packagesOf(files, root) {
  const found = { esm: {}, cjs: {} };
  const at = { esm: '.js', cjs: '.cjs' };
  const require = createRequire(join(root, 'package.json'));
  for (const format of ['esm', 'cjs']) {
    const folder = dirname(files[format].library);
    const reached = [basename(files[format].library)];
    for (const name of reached) {
      const text = readFileSync(join(folder, name), 'utf8');
      for (const [, specifier] of text.matchAll(/^.*\b(?:from|import|require\()\s*['"]([^'"]+)['"]/gm)) {
        const chunk = specifier.replace(/^\.\//, '');
        if (chunk !== specifier) {
          if (!reached.includes(chunk) && readdirSync(folder).includes(chunk)) reached.push(chunk);
        } else if (!specifier.startsWith('.')) {
          const path = resolvePackage(specifier, format, require);
          if (path !== undefined) found[format][specifier] = path;
        }
      }
    }
    if (!reached.every((name) => name.endsWith(at[format]))) throw new Error(`${format} mixes with another`);
  }
  return found;
}

/** The address of a package's file on the server, or `undefined` for a name that only a comment mentions. */
function resolvePackage(specifier, format, require) {
  try {
    const path =
      format === 'cjs' ? require.resolve(specifier) : new URL(import.meta.resolve(specifier)).pathname;
    const at = path.lastIndexOf('/node_modules/');
    return at < 0 ? undefined : pathToFileURL(path.slice(at)).pathname;
  } catch {
    return undefined;
  }
}

/** The page of one variant. */
function page(variant, files, packages, math) {
  const { format } = variant;
  const library = `/library/${basename(files[format].library)}`;
  const harness = `/harness/${basename(files[format].harness)}`;
  const send = `async function send(message) {
      const answer = await fetch('/report', { method: 'POST', body: JSON.stringify(message) });
      const next = await answer.text();
      if (next !== '') location.href = next;
    }
    const fail = (error) => send({ error: error + '\\n' + error?.stack });`;
  const head = `<!doctype html><meta charset="utf-8"><title>${variant.title}</title>
    <script>${prelude(variant)} ${send}</script>`;
  if (format === 'esm') {
    return `${head}
      <script type="importmap">${JSON.stringify({ imports: packages.esm })}</script>
      <script type="module">
        try {
          const library = await import('${library}');
          const harness = await import('${harness}');
          send({ report: ${report(variant, math)} });
        } catch (error) { fail(error); }
      </script>`;
  }
  return `${head}
    <script>
      const packages = ${JSON.stringify(packages.cjs)};
      const modules = new Map();
      function load(url) {
        if (modules.has(url)) return modules.get(url).exports;
        const request = new XMLHttpRequest();
        request.open('GET', url, false);
        request.send();
        if (request.status !== 200) throw new Error('no ' + url);
        const module = { exports: {} };
        modules.set(url, module);
        const require = (name) => load(new URL(packages[name] ?? name, new URL(url, location)).pathname);
        new Function('module', 'exports', 'require', request.responseText)(module, module.exports, require);
        return module.exports;
      }
      try {
        const library = load('${library}');
        const harness = load('${harness}');
        send({ report: ${report(variant, math)} });
      } catch (error) { fail(error); }
    </script>`;
}
