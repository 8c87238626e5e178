// The check that a browser makes, over vectors that the ledger's own code has made (docs/ledger-vectors.json), and over trees made here.
import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { check, chooseKey, fromBase64, MalformedError, readKey, readOffered, readProof, rootOf, signatureState, verdictOf } from '../../main/web/proof.js'

const vectors = JSON.parse(readFileSync(new URL('../../../../docs/ledger-vectors.json', import.meta.url), 'utf8'))
const base64 = bytes => Buffer.from(bytes).toString('base64')
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

function inputOf (vector) {
  const { id, body, salt, commitment, leaf_hash: leafHash, proof } = vector
  return { id, evidence: { body, salt, commitment, leaf_hash: leafHash }, proof, key: vectors.key }
}

async function stepsOf (input) {
  const steps = []
  for await (const one of check(input)) {
    steps.push(one)
  }
  return steps
}

const verdict = async input => verdictOf(await stepsOf(input))
const wrong = async input => (await stepsOf(input)).filter(one => one.state === 'bad').map(one => one.name)

function flipped (text, at) {
  const bytes = fromBase64(text)
  bytes[at] ^= 1
  return base64(bytes)
}

/** The proof with one byte altered in what a line holds. */
function withLine (proof, line, change) {
  const lines = proof.split('\n')
  lines[line] = change(lines[line])
  return lines.join('\n')
}

test('the vectors cover every size', () => {
  assert.deepEqual([...new Set(vectors.vectors.map(one => one.size))], [1, 2, 3, 255, 256, 257, 1000])
})

for (const vector of vectors.vectors) {
  test(`record ${vector.index} of ${vector.size} is proven in five steps`, async () => {
    const steps = await stepsOf(inputOf(vector))
    assert.deepEqual(steps.map(one => one.name), ['text', 'commitment', 'leaf', 'place', 'signature'])
    assert.deepEqual(steps.filter(one => one.state !== 'good'), [])
    assert.match(steps[3].says, new RegExp(`record ${vector.index + 1} of ${vector.size}\\.`))
  })

  test(`record ${vector.index} of ${vector.size} fails when anything is altered`, async () => {
    const input = inputOf(vector)
    const body = fromBase64(vector.body)
    for (const at of [0, Math.floor(body.length / 2), body.length - 1]) {
      assert.ok((await wrong({ ...input, evidence: { ...input.evidence, body: flipped(vector.body, at) } })).includes('commitment'))
    }
    for (const at of [0, 31]) {
      assert.ok((await wrong({ ...input, evidence: { ...input.evidence, salt: flipped(vector.salt, at) } })).includes('commitment'))
      assert.deepEqual(await wrong({ ...input, evidence: { ...input.evidence, leaf_hash: flipped(vector.leaf_hash, at) } }), ['leaf'])
      assert.deepEqual(await wrong({ ...input, evidence: { ...input.evidence, commitment: flipped(vector.commitment, at) } }), ['commitment'])
    }
    const { path } = readProof(vector.proof)
    for (let i = 0; i < path.length; i++) {
      for (const at of [0, 31]) {
        assert.deepEqual(await wrong({ ...input, proof: withLine(vector.proof, 3 + i, line => flipped(line, at)) }), ['place'])
      }
    }
    for (const index of [vector.index + 1, vector.size, 2 ** 40]) {
      assert.ok((await wrong({ ...input, proof: withLine(vector.proof, 2, () => `index ${index}`) })).includes('place'))
    }
    const gap = vector.proof.split('\n').indexOf('')
    const root = await wrong({ ...input, proof: withLine(vector.proof, gap + 3, line => flipped(line, 5)) })
    assert.deepEqual(root, ['place', 'signature'])
    for (const at of [4, 40, 67]) {
      const signature = withLine(vector.proof, gap + 5, line => {
        const [dash, name, blob] = line.split(' ')
        return `${dash} ${name} ${flipped(blob, at)}`
      })
      assert.deepEqual(await wrong({ ...input, proof: signature }), ['signature'])
    }
  })
}

test('every byte of a body, a salt and an opening counts', async () => {
  const vector = vectors.vectors.at(-1)
  const input = inputOf(vector)
  for (let at = 0; at < fromBase64(vector.body).length; at++) {
    assert.equal(await verdict({ ...input, evidence: { ...input.evidence, body: flipped(vector.body, at) } }), 'bad')
  }
  for (let at = 0; at < 32; at++) {
    assert.equal(await verdict({ ...input, evidence: { ...input.evidence, salt: flipped(vector.salt, at) } }), 'bad')
  }
  for (let at = 0; at < 49; at++) {
    const proof = withLine(vector.proof, 1, line => 'extra ' + flipped(line.slice(6), at))
    assert.equal(await verdict({ ...input, proof }), 'bad')
  }
})

test('a path that is too long or too short leads nowhere', async () => {
  for (const vector of vectors.vectors) {
    const { index, path } = readProof(vector.proof)
    const leaf = fromBase64(vector.leaf_hash)
    assert.equal(await rootOf(leaf, index, BigInt(vector.size), [...path, leaf]), undefined)
    if (path.length > 0) {
      assert.equal(await rootOf(leaf, index, BigInt(vector.size), path.slice(0, -1)), undefined)
    }
  }
})

// MTH and PATH of RFC 6962 §2.1 word by word, sharing no code with what is tested.
const split = n => {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}
const mth = leaves => leaves.length === 1
  ? leaves[0]
  : sha256(Buffer.of(1), mth(leaves.slice(0, split(leaves.length))), mth(leaves.slice(split(leaves.length))))
function pathOf (m, leaves) {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  return m < k ? [...pathOf(m, leaves.slice(0, k)), mth(leaves.slice(k))] : [...pathOf(m - k, leaves.slice(k)), mth(leaves.slice(0, k))]
}

test('random leaves of trees of random sizes lead to the root, and to no other', async () => {
  for (let round = 0; round < 60; round++) {
    const leaves = Array.from({ length: 1 + randomBytes(2).readUInt16BE() % 600 }, () => randomBytes(32))
    const m = randomBytes(2).readUInt16BE() % leaves.length
    const path = pathOf(m, leaves)
    const found = await rootOf(leaves[m], BigInt(m), BigInt(leaves.length), path)
    assert.deepEqual(Buffer.from(found), mth(leaves), `leaf ${m} of ${leaves.length}`)
    const other = await rootOf(randomBytes(32), BigInt(m), BigInt(leaves.length), path)
    assert.notDeepEqual(Buffer.from(other), mth(leaves))
  }
})

test('another record’s text, or another than the page shows, is refused', async () => {
  const [vector, another] = vectors.vectors.slice(-2)
  // As a page's text has it: with line feeds alone.
  const text = Buffer.from(vector.body, 'base64').toString('utf8').replaceAll('\r\n', '\n')
  assert.equal(await verdict({ ...inputOf(vector), shown: text }), 'good')
  assert.deepEqual(await wrong({ ...inputOf(vector), shown: text + ' ' }), ['text'])
  assert.deepEqual(await wrong({ ...inputOf(another), id: vector.id }), ['text', 'leaf'])
  assert.deepEqual(await wrong({ ...inputOf(vector), id: randomUUID() }), ['text', 'leaf'])
})

test('another key’s signature isn’t the ledger’s', async () => {
  const vector = vectors.vectors[0]
  const [name] = vectors.key.split('+')
  const { publicKey } = generateKeyPairSync('ed25519')
  const typed = Buffer.concat([Buffer.of(1), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)])
  const id = sha256(`${name}\n`, typed).subarray(0, 4).toString('hex')
  assert.deepEqual(await wrong({ ...inputOf(vector), key: `${name}+${id}+${base64(typed)}` }), ['signature'])
})

test('signatures of others beside the ledger’s are passed over', async () => {
  const vector = vectors.vectors[0]
  assert.equal(await verdict({ ...inputOf(vector), proof: vector.proof + `— witness.example ${base64(randomBytes(76))}\n` }), 'good')
})

test('a checkpoint of another log is refused, even if the key has signed it', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const typed = Buffer.concat([Buffer.of(1), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)])
  const id = sha256('log.example\n', typed).subarray(0, 4)
  const key = await readKey(`log.example+${id.toString('hex')}+${base64(typed)}`)
  const signed = (text, origin) => ({
    text,
    origin,
    signatures: [`— log.example ${base64(Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]))}`]
  })
  assert.equal(await signatureState(signed('log.example\n1\nx\n', 'log.example'), key), 'good')
  assert.equal(await signatureState(signed('other.example\n1\nx\n', 'other.example'), key), 'bad')
})

test('a browser without Ed25519 says so and checks the rest', async t => {
  t.mock.method(crypto.subtle, 'importKey', async () => {
    throw new DOMException('Unrecognized name.', 'NotSupportedError')
  })
  const steps = await stepsOf(inputOf(vectors.vectors[0]))
  assert.deepEqual(steps.map(one => one.state), ['good', 'good', 'good', 'good', 'open'])
  assert.match(steps.at(-1).says, /this browser can’t check Ed25519 signatures/)
  assert.equal(verdictOf(steps), 'open')
})

test('what is malformed is said and isn’t proven', async () => {
  const input = inputOf(vectors.vectors[0])
  for (const proof of ['', 'x', input.proof.replace('@v1', '@v2'), input.proof.replace('\n\n', '\n'), input.proof.replace('index 0', 'index 00')]) {
    assert.deepEqual(await wrong({ ...input, proof }), ['form'], proof)
  }
  for (const key of ['', 'a+b', vectors.key.slice(0, -2), vectors.key.replace('+', '+0'), vectors.key.replace(/^./, 'x')]) {
    assert.deepEqual(await wrong({ ...input, key }), ['form'], key)
  }
  // The same bytes, written otherwise.
  assert.throws(() => fromBase64('AB=='), MalformedError)
  assert.throws(() => fromBase64('AA'), MalformedError)
  assert.throws(() => fromBase64(' AA=='), MalformedError)
})

test('the key is trusted on first use, and a change of it is said aloud', () => {
  const remembered = { key: 'old', since: '1 May 2026' }
  const choose = (pasted, known, offered) => {
    const { key, step } = chooseKey({ pasted, remembered: known, offered: readOffered(offered + '\n') })
    return [key, step.state, step.says.startsWith('Warning')]
  }
  assert.deepEqual(choose('', undefined, 'new'), ['new', 'open', false])
  assert.deepEqual(choose('', remembered, 'old'), ['old', 'good', false])
  assert.deepEqual(choose('', remembered, 'new'), ['old', 'bad', true])
  assert.deepEqual(choose('mine', undefined, 'new'), ['mine', 'good', false])
  assert.deepEqual(choose('old', remembered, 'new'), ['old', 'good', false])
  assert.deepEqual(choose('mine', remembered, 'mine'), ['mine', 'open', true])
})

test('while the key is changed the old one goes on, with a word of advice, and no longer', () => {
  const remembered = { key: 'old', since: '1 May 2026' }
  const choose = offered => {
    const { key, step } = chooseKey({ pasted: '', remembered, offered: readOffered(offered) })
    return [key, step.state, step.says.includes('is being changed')]
  }
  assert.deepEqual(choose('old\nnew\n'), ['old', 'good', false])
  assert.deepEqual(choose('new\nold\n'), ['old', 'open', true])
  assert.deepEqual(choose('new\nold until 4711\n'), ['old', 'bad', false])
})

test('a checkpoint with two keys of the log under it is good by either', async () => {
  const pairs = ['old', 'new'].map(() => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const typed = Buffer.concat([Buffer.of(1), publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)])
    const id = sha256('log.example\n', typed).subarray(0, 4)
    return { privateKey, id, text: `log.example+${id.toString('hex')}+${base64(typed)}` }
  })
  const text = 'log.example\n1\nx\n'
  const signatures = pairs.map(({ id, privateKey }) =>
    `— log.example ${base64(Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]))}`)
  for (const pair of pairs) {
    assert.equal(await signatureState({ text, origin: 'log.example', signatures }, await readKey(pair.text)), 'good')
  }
})
