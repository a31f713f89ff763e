/**
 * The page's signing key: P-256, its private half never leaves the browser's key store and cannot be
 * exported, not even by this page. The session at the server is bound to it.
 */
const databaseName = 'yipiao';
const storeName = 'keys';

export async function storedKey(name: string): Promise<CryptoKeyPair | null> {
  const found = await request<unknown>('readonly', (store) => store.get(name));
  return isKeyPair(found) ? found : null;
}

/** Makes a new key and keeps it in place of an older one. */
export async function newKey(name: string): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  await request('readwrite', (store) => store.put(pair, name));
  return pair;
}

export async function dropKey(name: string): Promise<void> {
  await request('readwrite', (store) => store.delete(name));
}

function isKeyPair(value: unknown): value is CryptoKeyPair {
  return typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value;
}

async function request<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const asked = work(transaction.objectStore(storeName));
      // The result counts once it is on disk, not when the request was taken.
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('the key store gave up'));
      transaction.onerror = () => reject(transaction.error ?? new Error('the key store failed'));
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(databaseName, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(storeName);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('the key store cannot be opened'));
    asked.onblocked = () => reject(new Error('the key store is in use by an older page'));
  });
}
