export { createSupabaseAuthProvider } from './auth-provider.ts'
export { type Connection, createSupabaseClient } from './client.ts'
export { createSupabaseDataProvider } from './data-provider.ts'
