export { createSupabaseAuthProvider } from './auth-provider.ts'
export { type Connection, createSupabaseAccess } from './client.ts'
export { createSupabaseDataProvider } from './data-provider.ts'
