// Makes the style sheet and the scripts of the pages, named by their content, and a list of their names for the layout.
// Usage: node build.mjs <working folder> <folder of classes>
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = dirname(fileURLToPath(import.meta.url))
const work = resolve(process.argv[2])
const classes = resolve(process.argv[3])

mkdirSync(work, { recursive: true })
for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
  cpSync(join(source, file), join(work, file))
}
// npm writes this file last, so it stands for a whole installation.
const installed = join(work, 'node_modules/.package-lock.json')
const wanted = createHash('sha256').update(readFileSync(join(source, 'package-lock.json'))).digest('hex')
const stamp = join(work, 'installed')
if (!existsSync(installed) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: work,
    stdio: 'inherit'
  })
  writeFileSync(stamp, wanted)
}

const sass = createRequire(join(work, 'package.json'))('sass')
const css = sass.compile(join(source, 'concord.scss'), {
  loadPaths: [join(work, 'node_modules')],
  style: 'compressed',
  quietDeps: true
}).css

const assets = join(classes, 'META-INF/resources/assets')
rmSync(assets, { recursive: true, force: true })
mkdirSync(assets, { recursive: true })
const names = []
function put(key, name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16)
  const extension = extname(name)
  const hashed = `${name.slice(0, -extension.length)}.${hash}${extension}`
  writeFileSync(join(assets, hashed), content)
  names.push(`${key}=/assets/${hashed}`)
  return `/assets/${hashed}`
}
const icons = join(work, 'node_modules/nhsuk-frontend/dist/nhsuk/assets/images')
const style = css.replace(/url\("\/assets\/images\/([a-z-]+\.svg)"\)/g, (_, icon) => `url("${put(icon, icon, readFileSync(join(icons, icon)))}")`)
put('style', 'concord.css', style)
put('script', 'concord.js', readFileSync(join(source, 'concord.js')))
const proof = put('proof', 'proof.js', readFileSync(join(source, 'proof.js')))
put('proof-page', 'proof-page.js', readFileSync(join(source, 'proof-page.js'), 'utf8').replace("'./proof.js'", `'${proof}'`))
put('icon', 'icon.svg', readFileSync(join(source, 'icon.svg')))
writeFileSync(join(classes, 'concord-assets.properties'), [...new Set(names)].sort().join('\n') + '\n')
console.log(`assets: style ${Math.round(css.length / 1024)} kB, script ${statSync(join(source, 'concord.js')).size} bytes`)
