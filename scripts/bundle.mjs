// The program as plain JavaScript: one module for what every command needs, others for what only some
// do, and beside them the files that the sources read at run time (SQL, manifests), in the tree that they came from.
import { cpSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const PACKAGES = ['cli', 'db', 'migrate', 'sample-data', 'schema', 'server']
/** Read at run time; what is compiled, and what only tests read, is not. */
const READ = /(\.sql|\.mjs|[\\/]package\.json)$/

/**
 * Bundles the program into a folder, which is emptied first.
 * @returns the npm packages that it imports, sorted: they stay packages
 */
export async function bundle(folder) {
  rmSync(folder, { recursive: true, force: true })
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { valence: 'packages/cli/src/installed.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'error',
    plugins: [ownSources(), sourceUrls()],
  })
  for (const name of PACKAGES) copyRead(name, folder)
  return importedPackages(metafile)
}

/** Our packages are part of the program, every other stays a package of its own. */
function ownSources() {
  return {
    name: 'own-sources',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
        kind === 'entry-point' || name.startsWith('@valence/')
          ? undefined
          : { path: name, external: true },
      )
    },
  }
}

/** A module that reads a file beside it finds it beside its place in the tree. */
function sourceUrls() {
  return {
    name: 'source-urls',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, ({ path: file }) => {
        const place = path.relative(root, file).split(path.sep).join('/')
        const url = `new URL(${JSON.stringify(`./tree/${place}`)}, import.meta.url).href`
        const folder = `import.meta.dirname + ${JSON.stringify(`/tree/${path.posix.dirname(place)}`)}`
        const contents = readFileSync(file, 'utf8')
          .replaceAll(/\bimport\.meta\.url\b/g, url)
          .replaceAll(/\bimport\.meta\.dirname\b/g, folder)
        return { contents, loader: 'ts' }
      })
    },
  }
}

function copyRead(name, folder) {
  const from = path.join(root, 'packages', name)
  cpSync(from, path.join(folder, 'tree/packages', name), {
    recursive: true,
    filter: (place) => {
      const inside = path.relative(from, place)
      if (/(^|[\\/])(node_modules|dist)([\\/]|$)/.test(inside)) return false
      return inside === '' || !path.extname(place) || READ.test(place)
    },
  })
}

function importedPackages({ outputs }) {
  const imports = Object.values(outputs).flatMap((output) => output.imports)
  const names = imports
    .filter(({ external, path: name }) => external && !name.startsWith('node:'))
    .map(({ path: name }) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    )
  return [...new Set(names)].sort()
}
