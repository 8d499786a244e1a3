// `npm run test:long`: the tests that take the better part of an hour, and only these.
process.env.VALENCE_LONG_TESTS = '1'
await import('./test.mjs')
