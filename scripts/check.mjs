// `npm run check`: every static check, each with a line; the exit code says whether all hold.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { idlePaths } from './rule-paths.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const bin = (name) => path.join(root, 'node_modules/.bin', name)

/** dependency-cruiser that reads nothing finds nothing: with fewer modules than this something is wrong. */
const LEAST_MODULES = 250

const checks = [
  {
    name: 'format and lint (Biome)',
    run: () => sh(bin('biome'), ['check', '--error-on-warnings', '.']),
  },
  { name: 'types', run: () => sh(bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']) },
  {
    name: 'types of the CRM',
    run: () => sh(bin('tsc'), ['--noEmit', '-p', 'packages/crm/tsconfig.json']),
  },
  { name: 'unused code (knip)', run: () => sh(bin('knip'), ['--no-progress']) },
  { name: 'arrows (dependency-cruiser)', run: checkArrows },
  { name: 'SQL (squawk)', run: checkSql },
  {
    name: 'errors in the documentation',
    run: () => sh(process.execPath, ['--import', 'tsx', 'scripts/generate-docs.ts', '--check']),
  },
  {
    name: 'row types',
    run: () => sh(process.execPath, ['--import', 'tsx', 'scripts/generate-rows.ts', '--check']),
  },
  {
    name: 'schema snapshot',
    run: () => sh(process.execPath, ['--import', 'tsx', 'scripts/dump-schema.ts', '--check']),
  },
]

let failures = 0
for (const check of checks) {
  const startedAt = Date.now()
  const { ok, output } = check.run()
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1)
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'}  ${check.name} (${seconds} s)\n`)
  if (!ok) {
    failures += 1
    process.stdout.write(`${output.replace(/^/gm, '        ')}\n`)
  }
}
process.stdout.write(failures === 0 ? 'All checks hold.\n' : `${failures} checks failed.\n`)
process.exitCode = failures === 0 ? 0 : 1

function checkArrows() {
  const result = sh(bin('depcruise'), [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'packages',
    'e2e',
    'bench',
  ])
  let cruise
  try {
    cruise = JSON.parse(result.output)
  } catch {
    return { ok: false, output: result.output }
  }
  const { totalCruised, violations } = cruise.summary
  if (totalCruised < LEAST_MODULES) {
    return {
      ok: false,
      output: `only ${totalCruised} modules were read, at least ${LEAST_MODULES} are expected`,
    }
  }
  const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
  const lines = [
    ...violations
      .filter((violation) => violation.rule.severity === 'error')
      .map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`),
    ...idlePaths(
      forbidden,
      cruise.modules.map(({ source }) => source),
    ),
  ]
  return { ok: lines.length === 0, output: lines.join('\n') }
}

function checkSql() {
  const files = ['packages/schema/sql', 'packages/migrate/src', 'packages/server/src'].flatMap(
    (folder) => filesBelow(path.join(root, folder), '.sql'),
  )
  if (files.length < 30) return { ok: false, output: `only ${files.length} SQL files were found` }
  return sh(bin('squawk'), ['--config', '.squawk.toml', ...files])
}

function filesBelow(folder, ending) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
}

function sh(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (result.error) return { ok: false, output: String(result.error) }
  // The JSON of dependency-cruiser is on stdout alone; everything else is for people.
  const output =
    result.status === 0 || args.includes('json')
      ? result.stdout
      : `${result.stdout}${result.stderr}`
  return { ok: result.status === 0, output }
}
