// Builds the pages into the folder given as first argument: `node build.mjs FOLDER`.
// Installs what the lock file names when that changed, and refuses an app that is too heavy to load.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** What may come over the network before the first screen of the app is there, without letter shapes. */
const firstLoadLimitBytes = 300_000;

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, 'dist'));

install();
const wanted = sources();
if (existsSync(join(out, 'index.html')) && built()[out] === wanted) process.exit(0);
run(join(here, 'node_modules/.bin/vite'), ['build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn']);
const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'));
rmSync(join(out, '.vite'), { recursive: true });
weigh();
writeServiceWorker();
compress();
writeFileSync(builtFile(), JSON.stringify({ ...built(), [out]: wanted }));

/** Which folder was built from what; beside the packages, so that a folder holds nothing but pages. */
function built() {
  return existsSync(builtFile()) ? JSON.parse(readFileSync(builtFile(), 'utf8')) : {};
}

function builtFile() {
  return join(here, 'node_modules/.built');
}

/** A digest of everything that the pages are made of. */
function sources() {
  const folders = ['src', 'public', 'offline'].flatMap((folder) =>
    readdirSync(join(here, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const own = ['index.html', 'verify.html', 'payers.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json', 'build.mjs'];
  const files = [...folders, ...own.map((name) => join(here, name))].sort();
  return digest(files.map((file) => `${relative(here, file)} ${digest(readFileSync(file))}`).join('\n'));
}

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

/** Beside each text its compressed twins, which are served to browsers that take them. */
function compress() {
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|svg|webmanifest)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    if (bytes.length < 1000) continue;
    writeFileSync(`${file}.br`, brotliCompressSync(bytes));
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
