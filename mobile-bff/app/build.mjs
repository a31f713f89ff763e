// Builds the pages into the folder given as first argument.
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? 'dist');
const run = spawnSync('npx', ['vite', 'build', '--outDir', out, '--emptyOutDir'], { cwd: here, stdio: 'inherit' });
process.exit(run.status ?? 1);
