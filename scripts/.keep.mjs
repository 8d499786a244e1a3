import { register } from 'tsx/esm/api'

register()
const { openStack } = await import('/work/main/packages/server/src/index.ts')
const s = await openStack({ home: '/tmp/vhome' })
console.log(s.databaseUrl)
setInterval(() => {}, 1e6)
await new Promise((r) => {
  process.on('SIGTERM', r)
  process.on('SIGINT', r)
})
await s.stop()
