/** What the server's programs see of our environment: nothing that changes their behaviour (PGDATA, PGPORT, LC_ALL …). */
export function childEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '/usr/bin:/bin', TMPDIR, SystemRoot } = process.env
  return {
    PATH,
    LANG: 'C',
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
  }
}
