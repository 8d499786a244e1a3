// Compares and hashes passwords, a tenth of a second each, where no request waits for it. Plain JavaScript: a worker has no
// loader for anything else.
import { parentPort } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

parentPort.on('message', ({ password, hash, cost }) => {
  const answer =
    hash === undefined ? bcrypt.hashSync(password, cost) : bcrypt.compareSync(password, hash)
  parentPort.postMessage(answer)
})
