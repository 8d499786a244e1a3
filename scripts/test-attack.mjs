// `npm run test:attack`: every hostile input at every place, and what a crowd, a soak and a killed database do to the server. A quarter of an hour.
process.env.VALENCE_ATTACK = '1'
process.env.VALENCE_ATTACK_EVERY = '1'
await import('./test.mjs')
