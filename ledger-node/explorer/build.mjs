// Builds the page into the folder given as first argument: `node build.mjs FOLDER`.
// Installs what the lock file names when that changed, and refuses a page that is too heavy to load.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** What may come over the network before the page is there, without letter shapes. */
const firstLoadLimitBytes = 60_000;

const here = dirname(fileURLToPath(import.meta.url));
/** The app's sources of which the page uses the verifier and the look. */
const app = join(here, '../../mobile-bff/app/src');
const out = resolve(process.argv[2] ?? join(here, 'dist'));

install();
const wanted = sources();
if (existsSync(join(out, 'index.html')) && built()[out] === wanted) process.exit(0);
run(join(here, 'node_modules/.bin/vite'), ['build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn']);
weigh();
compress();
writeFileSync(builtFile(), JSON.stringify({ ...built(), [out]: wanted }));

/** Which folder was built from what; beside the packages, so that a folder holds nothing but the page. */
function built() {
  return existsSync(builtFile()) ? JSON.parse(readFileSync(builtFile(), 'utf8')) : {};
}

function builtFile() {
  return join(here, 'node_modules/.built');
}

/** A digest of everything that the page is made of. */
function sources() {
  const folders = [join(here, 'src'), join(app, 'verifier'), join(app, 'session'), join(app, 'desk')].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const own = ['index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json', 'build.mjs'];
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

/** All but the fonts and their rules, which come after the first picture. */
function weigh() {
  const html = readFileSync(join(out, 'index.html'), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file]) => file);
  const bytes = gzipSync(html).length + files.reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file))).length, 0);
  console.log(`first load of the explorer: ${(bytes / 1000).toFixed(1)} kB compressed, without fonts`);
  if (files.length < 3 || bytes > firstLoadLimitBytes) {
    console.error(`The first load is ${bytes} bytes in ${files.length} files; it may be ${firstLoadLimitBytes}.`);
    process.exit(1);
  }
}

/** Beside each text its compressed twins, which are served to browsers that take them. */
function compress() {
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|svg)$/.test(entry.name)) continue;
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
