// What somebody between node and browser could do.
import { createHash, generateKeyPairSync } from 'node:crypto';

/** One changed bit of what a line has in base64; a place below zero counts from the end. */
export function inLine(text, wanted, at) {
  const other = text.replace(wanted, (_, before, encoded) => before + flipped(encoded, at));
  if (other === text) throw new Error(`nothing is changed by ${wanted}`);
  return other;
}

/** The same in a member of a JSON object. */
export function changed(json, member, at) {
  const object = JSON.parse(json);
  return JSON.stringify({ ...object, [member]: flipped(object[member], at) });
}

function flipped(encoded, at) {
  const bytes = Buffer.from(encoded, 'base64');
  bytes[at < 0 ? bytes.length + at : at] ^= 1;
  return bytes.toString('base64');
}

/** A trust root whose cosigners have other keys. */
export function otherKeys(file) {
  const trust = JSON.parse(file);
  for (const epoch of trust.epochs) for (const member of epoch.members) member.vkey = keyOf(member.vkey.split('+')[0]);
  return JSON.stringify(trust);
}

function keyOf(name) {
  const { publicKey } = generateKeyPairSync('ed25519');
  const key = Buffer.concat([Buffer.of(0x04), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)]);
  const id = createHash('sha256').update(`${name}\n`).update(key).digest('hex').slice(0, 8);
  return `${name}+${id}+${key.toString('base64')}`;
}
