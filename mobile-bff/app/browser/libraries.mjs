// Whose libraries the browser runs on: its own ones alone, those of Mozilla's cryptography above all. Where the machine
// allows a namespace without rights, the system's copies are hidden from it; else the files that it has open tell.
import { spawnSync } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cryptography = /^lib(nss3|nssutil3|nssckbi|nssdbm3|smime3|ssl3|softokn3|freebl3|freeblpriv3|nspr4|plc4|plds4)\.so/;
const lacking = /\/lib(nss|nspr|plc|plds|smime|ssl3|softokn|freebl|expat)[^/]*$/;
const hiding = fileURLToPath(new URL('without-system-nss.sh', import.meta.url));

/** How a start keeps the system's libraries from the browser; each in words for the report. */
export const ways = {
  none: 'the system has no NSS',
  namespace: 'the system’s NSS is hidden by a mount namespace',
  maps: 'the system’s NSS cannot be hidden here: the files that the browser has mapped are looked at',
};

/**
 * The way that this machine allows, what to start and with which environment.
 *
 * @param libraries folder of the browser's own ones
 */
export function apart(browser, libraries) {
  const hidden = systemCryptography();
  const own = { ...process.env, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter) };
  if (hidden.length === 0) return { way: 'none', executablePath: browser, env: own };
  const apartFrom = (executable) => ({ ...process.env, HIDDEN: hidden.join(':'), BUNDLED: own.LD_LIBRARY_PATH, BROWSER: executable });
  if (spawnSync(hiding, { env: apartFrom('true'), stdio: 'ignore' }).status !== 0) return { way: 'maps', executablePath: browser, env: own };
  return { way: 'namespace', executablePath: hiding, env: apartFrom(browser) };
}

/** The system's copies, where a loader looks for them: each file once, though several names lead to it. */
export function systemCryptography() {
  const roots = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib'];
  const folders = roots.flatMap((root) => [root, ...named(root).filter((name) => name.endsWith('-linux-gnu')).map((name) => join(root, name))]);
  const files = [...folders, ...folders.map((folder) => join(folder, 'nss'))].flatMap((folder) =>
    named(folder)
      .filter((name) => cryptography.test(name))
      .map((name) => realpathSync(join(folder, name))),
  );
  return [...new Set(files)];
}

function named(folder) {
  try {
    return readdirSync(folder);
  } catch (failure) {
    if (failure.code !== 'ENOENT' && failure.code !== 'ENOTDIR') throw failure;
    return [];
  }
}

/** What a bare machine lacks and the browser has not taken from its own folder; that it has taken none at all, too. */
export function foreignLibraries(files, own) {
  const used = files.filter((file) => lacking.test(file));
  const faults = used.filter((file) => !file.startsWith(`${own}/`)).map((file) => `not its own library: ${file}`);
  return used.some((file) => file.endsWith('/libnss3.so')) ? faults : ['no NSS is used at all', ...faults];
}
