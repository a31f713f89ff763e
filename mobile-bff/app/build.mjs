// Builds the pages into the folder given as first argument: `node build.mjs FOLDER`.
// Installs what the lock file names when that changed, and refuses an app that is too heavy to load.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** What may come over the network before the first screen of the app is there, without letter shapes. */
const firstLoadLimitBytes = 300_000;

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, 'dist'));

install();
run(join(here, 'node_modules/.bin/vite'), ['build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn']);
const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'));
rmSync(join(out, '.vite'), { recursive: true });
weigh();
writeServiceWorker();

function install() {
  const lock = digest(readFileSync(join(here, 'package-lock.json')));
  const stamp = join(here, 'node_modules/.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error']);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: here, stdio: 'inherit' });
  if (error !== undefined) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Files of an entry: its own, those it imports at once, and, if asked, those it may import later. */
function filesOf(name, later, seen = new Set()) {
  if (seen.has(name)) return [];
  seen.add(name);
  const { file, css = [], imports = [], dynamicImports = [] } = manifest[name];
  const next = later ? [...imports, ...dynamicImports] : imports;
  return [...new Set([file, ...css, ...next.flatMap((other) => filesOf(other, later, seen))])];
}

function weigh() {
  const names = Object.keys(manifest).filter((name) => !name.endsWith('.woff2'));
  const atOnce = ['index.html', ...filesOf('index.html', false)];
  const languages = ['zh-CN', 'zh-TW', 'en'].map((language) => {
    const later = names.filter(
      (name) =>
        name.endsWith(`texts/app/${language}.ts`) || name.includes('noto-sans-sc') || (language === 'zh-TW' && name.includes('noto-sans-tc')),
    );
    return { language, bytes: compressed([...atOnce, ...later.flatMap((name) => filesOf(name, false))]) };
  });
  languages.forEach(({ language, bytes }) => console.log(`first load, ${language}: ${(bytes / 1000).toFixed(1)} kB compressed, without fonts`));
  const heaviest = Math.max(...languages.map(({ bytes }) => bytes));
  if (heaviest > firstLoadLimitBytes) {
    console.error(`The first load is ${heaviest} bytes; it may be ${firstLoadLimitBytes}.`);
    process.exit(1);
  }
}

function compressed(files) {
  return [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file))).length, 0);
}

function writeServiceWorker() {
  const faces = Object.keys(manifest).filter((name) => name.includes('noto-sans') && !name.endsWith('.woff2'));
  const files = [...new Set([...filesOf('index.html', true), ...faces.flatMap((name) => filesOf(name, false))])]
    .filter((file) => !file.endsWith('.woff2'))
    .sort();
  const shell = ['/', '/manifest.webmanifest', '/icons/icon.svg', ...files.map((file) => `/${file}`)];
  const version = digest(Buffer.concat([readFileSync(join(out, 'index.html')), ...files.map((file) => readFileSync(join(out, file)))])).slice(0, 16);
  const source = readFileSync(join(here, 'offline/sw.js'), 'utf8');
  writeFileSync(join(out, 'sw.js'), source.replace('/* SHELL */ []', JSON.stringify(shell)).replace('/* VERSION */', version));
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
