/**
 * Settings of the local server: quick on a laptop, and safe when it is killed (fsync and synchronous_commit keep
 * their defaults). Times are in UTC and messages in English, so that output is the same on every machine.
 */
export const LOCAL_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  // Bulk loads of the sample data should not wait for checkpoints.
  max_wal_size: '2GB',
  // Compiling pays off for long analytical queries only; here it costs tens of milliseconds a query.
  jit: 'off',
  TimeZone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_min_messages: 'warning',
  // A statement that is refused holds what someone typed, up to the longest address: it is in nobody's log, and fills no disk.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}
