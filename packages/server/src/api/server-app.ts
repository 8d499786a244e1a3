import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'

/** The server's routes; a handler finds Node's request and response in `c.env`. */
export type ServerApp = Hono<{ Bindings: HttpBindings }>
