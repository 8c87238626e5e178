// Checks one record of the ledger by the browser's own means: what docs/ledger-format.md says, with Web Crypto and nothing else. The
// server only hands over what a stranger would get, too: the record's exact bytes, its proof, the checkpoint.

const DOMAIN = new TextEncoder().encode('concord-audit-commitment-v1')
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const NUMBER = /^(0|[1-9][0-9]*)$/
const SALT_FROM = 17
const OPENING_LENGTH = 49
const HASH_LENGTH = 32
const KEY_ID_LENGTH = 4
const ED25519 = 1

/** What was handed over isn't in the form that it must have. */
export class MalformedError extends Error {}

function joined (...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const same = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i])
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
const hex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')

/** Standard base64 with padding; every other way to write the same bytes is refused. */
export function fromBase64 (text) {
  let binary = ''
  try {
    binary = atob(text)
  } catch {
    // Said below.
  }
  if (binary === '' || btoa(binary) !== text) {
    throw new MalformedError('Something that should be base64 isn’t.')
  }
  return Uint8Array.from(binary, character => character.charCodeAt(0))
}

/** A file of C2SP tlog-proof. */
export function readProof (file) {
  const gap = file.indexOf('\n\n')
  const [format, extra, index, ...path] = file.slice(0, gap).split('\n')
  if (gap < 0 || format !== 'c2sp.org/tlog-proof@v1' || !extra?.startsWith('extra ') || !index?.startsWith('index ') ||
      !NUMBER.test(index.slice(6))) {
    throw new MalformedError('The proof isn’t a C2SP tlog-proof.')
  }
  const opening = fromBase64(extra.slice(6))
  const hashes = path.map(fromBase64)
  if (opening.length !== OPENING_LENGTH || hashes.some(hash => hash.length !== HASH_LENGTH)) {
    throw new MalformedError('The proof lacks a part, or has one too many.')
  }
  return { opening, index: BigInt(index.slice(6)), path: hashes, note: file.slice(gap + 2) }
}

/** A checkpoint (C2SP tlog-checkpoint) with the signatures under it. */
export function readCheckpoint (note) {
  const gap = note.lastIndexOf('\n\n')
  const [origin, size, root] = note.slice(0, gap).split('\n')
  if (gap < 0 || !note.endsWith('\n') || !NUMBER.test(size ?? '') || root === undefined) {
    throw new MalformedError('The checkpoint isn’t a C2SP tlog-checkpoint.')
  }
  return {
    text: note.slice(0, gap + 1),
    origin,
    size: BigInt(size),
    root: fromBase64(root),
    signatures: note.slice(gap + 2, -1).split('\n')
  }
}

/** A verifier key of the form name+id+key (C2SP signed-note), for Ed25519. */
export async function readKey (text) {
  const [, name, id, key] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? []
  if (key === undefined) {
    throw new MalformedError('A verifier key has the form name+id+key, on one line.')
  }
  const typed = fromBase64(key)
  if (typed.length !== 1 + HASH_LENGTH || typed[0] !== ED25519) {
    throw new MalformedError('The verifier key isn’t an Ed25519 key.')
  }
  const ownId = (await sha256(joined(new TextEncoder().encode(name + '\n'), typed))).slice(0, KEY_ID_LENGTH)
  if (hex(ownId) !== id) {
    throw new MalformedError('The verifier key’s id doesn’t fit its name and key: something is mistyped.')
  }
  return { name, id: ownId, raw: typed.slice(1) }
}

/** The site's keys, as its list has them: one a line, with the size up to which it counts behind one that was retired. */
export const readOffered = text => text.split('\n').filter(line => line !== '').map(line => {
  const [key, until] = line.split(' until ')
  return { key, retired: until !== undefined }
})

/** SHA-256(name of the format ‖ salt ‖ body). */
export const commitmentOf = (salt, body) => sha256(joined(DOMAIN, salt, body))

/** The hash of the leaf whose entry is 0x01 ‖ event id ‖ commitment. */
export const leafHashOf = (opening, commitment) => sha256(joined([0], opening.slice(0, SALT_FROM), commitment))

/** The root that leaf and path lead to (RFC 9162 §2.1.3.2); nothing if the path is too long or too short for the place. */
export async function rootOf (leaf, index, size, path) {
  if (index >= size) {
    return undefined
  }
  let hash = leaf
  let position = index
  let last = size - 1n
  for (const sibling of path) {
    if (last === 0n) {
      return undefined
    }
    if ((position & 1n) === 1n || position === last) {
      hash = await sha256(joined([1], sibling, hash))
      while ((position & 1n) === 0n && position !== 0n) {
        position >>= 1n
        last >>= 1n
      }
    } else {
      hash = await sha256(joined([1], hash, sibling))
    }
    position >>= 1n
    last >>= 1n
  }
  return last === 0n ? hash : undefined
}

/** 'good', 'bad', or 'open' in a browser without Ed25519. */
export async function signatureState (checkpoint, key) {
  const prefix = `— ${key.name} `
  const ours = checkpoint.signatures
    .filter(line => line.startsWith(prefix))
    .map(line => fromBase64(line.slice(prefix.length)))
    .filter(blob => same(blob.slice(0, KEY_ID_LENGTH), key.id))
  if (checkpoint.origin !== key.name || ours.length === 0) {
    return 'bad'
  }
  try {
    const imported = await crypto.subtle.importKey('raw', key.raw, { name: 'Ed25519' }, false, ['verify'])
    const text = new TextEncoder().encode(checkpoint.text)
    for (const blob of ours) {
      if (!await crypto.subtle.verify('Ed25519', imported, blob.slice(KEY_ID_LENGTH), text)) {
        return 'bad'
      }
    }
    return 'good'
  } catch (error) {
    return error.name === 'NotSupportedError' ? 'open' : 'bad'
  }
}

// White space as a page's text has it: the parser of HTML makes every end of a line a line feed, and drops one at the start.
const asShown = text => text.replace(/\r\n?/g, '\n').replace(/^\n/, '')

function isRecord (body, id) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)).id?.toLowerCase() === id.toLowerCase()
  } catch {
    return false
  }
}

/** One step of a check: what it is, how it came out, and a sentence for a person. */
export const step = (name, state, says) => ({ name, state, says })
const either = (name, good, yes, no) => step(name, good ? 'good' : 'bad', good ? yes : no)

/**
 * Checks a record step by step; each step has a name, a state ('good', 'bad', or 'open' if it couldn't be done) and a sentence.
 *
 * @param id the record's id
 * @param shown the record's text as the page shows it; nothing if it doesn't
 * @param evidence base64 of body, salt, commitment and leaf_hash, as the API gives them
 * @param proof the record's .tlog-proof
 * @param key the verifier key's text
 */
export async function * check ({ id, shown, evidence, proof, key }) {
  try {
    const body = fromBase64(evidence.body)
    const salt = fromBase64(evidence.salt)
    const { opening, index, path, note } = readProof(proof)
    const checkpoint = readCheckpoint(note)
    const verifier = await readKey(key)
    yield either('text', isRecord(body, id) &&
      (shown === undefined || asShown(new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)) === shown),
    `The record’s exact text was read: ${body.length} bytes. It is the record of this page.`,
    'The text that was read is not the record that this page shows.')
    const commitment = await commitmentOf(salt, body)
    yield either('commitment', same(commitment, fromBase64(evidence.commitment)) && same(salt, opening.slice(SALT_FROM)),
      `The text and its random number give the commitment ${hex(commitment).slice(0, 16)}…, which is the one in the ledger.`,
      'The text and its random number don’t give the commitment that is in the ledger: the record was altered.')
    const leaf = await leafHashOf(opening, commitment)
    const named = UUID.test(id) && hex(opening.slice(0, SALT_FROM)) === '01' + id.replaceAll('-', '').toLowerCase()
    yield either('leaf', named && same(leaf, fromBase64(evidence.leaf_hash)),
      `The record’s id and the commitment give the leaf ${hex(leaf).slice(0, 16)}…, which is the one in the ledger.`,
      'The record’s id and the commitment don’t give the leaf that is in the ledger.')
    const root = await rootOf(leaf, index, checkpoint.size, path)
    yield either('place', root !== undefined && same(root, checkpoint.root),
      `With ${path.length} other hashes the leaf gives the root of the whole ledger. It is record ${index + 1n} of ${checkpoint.size}.`,
      'The leaf doesn’t lead to the root of the ledger: this record is not in the ledger that was signed.')
    const signature = await signatureState(checkpoint, verifier)
    yield step('signature', signature, {
      good: 'The root was signed with the ledger’s key.',
      bad: 'The root was not signed with this key.',
      open: 'Who signed the root could not be checked: this browser can’t check Ed25519 signatures. Use a newer browser, or the file with the proof.'
    }[signature])
  } catch (error) {
    if (!(error instanceof MalformedError)) {
      throw error
    }
    yield step('form', 'bad', error.message)
  }
}

/**
 * Which key to check with, and what there is to say of it: trust on first use.
 *
 * @param pasted what somebody typed; may be empty
 * @param remembered what this browser remembers, with the day since when; may be nothing
 * @param offered what the site gives now, the key that signs first at the beginning
 */
export function chooseKey ({ pasted, remembered, offered }) {
  if (pasted !== '') {
    return {
      key: pasted,
      step: remembered && remembered.key !== pasted
        ? step('key', 'open', `Warning: the key that you entered is not the one that this browser has remembered since ${remembered.since}. Was it changed, and who told you so? If nobody did, stop here and ask the operator.`)
        : step('key', 'good', 'The key that you entered was used.')
    }
  }
  if (!remembered) {
    return {
      key: offered[0].key,
      step: step('key', 'open', 'This browser saw the ledger’s key for the first time, and took it from this site. Compare it with one that you got in another way.')
    }
  }
  if (offered.slice(1).some(one => one.key === remembered.key && !one.retired)) {
    return {
      key: remembered.key,
      step: step('key', 'open', `The key that this browser has remembered since ${remembered.since} still signs the ledger, but it is being changed. Get the new key from the operator, in another way than from this site, and enter it here before the old one is retired.`)
    }
  }
  return {
    key: remembered.key,
    step: either('key', remembered.key === offered[0].key,
      `This site’s key is the one that this browser has remembered since ${remembered.since}.`,
      `Warning: this site now gives another key than the one that this browser has remembered since ${remembered.since}. Don’t rely on this record. Ask the operator whether the key was changed; if so, get the new key from them in another way than from this site, and enter it here.`)
  }
}

/** What all steps together say: 'bad' if one is, else 'open' if one is, else 'good'. */
export const verdictOf = steps => ['bad', 'open'].find(state => steps.some(one => one.state === state)) ?? 'good'
