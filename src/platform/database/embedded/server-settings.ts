/** What the settings are derived from. */
export interface SettingsNeeds {
  readonly port: number;
  /** Of the machine or the container. */
  readonly memoryBytes: number;
  /** Without it a crash of the machine may destroy the data: for test runs. */
  readonly isDurable: boolean;
}

const MEBIBYTE = 1024 * 1024;

/**
 * The server's settings: loopback only, no Unix socket, no data in its log (neither statements nor the DETAIL of errors,
 * which repeats values), deterministic in time zone and words.
 */
export function serverSettings(
  { port, memoryBytes, isDurable }: SettingsNeeds,
  overrides: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    cluster_name: 'tongzhou',
    timezone: 'UTC',
    log_timezone: 'Asia/Shanghai',
    lc_messages: 'C',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    max_connections: '200',
    max_locks_per_transaction: '256',
    jit: 'off',
    random_page_cost: '1.1',
    ...(isDurable ? durable(memoryBytes) : TEMPORARY),
    ...overrides,
  };
}

/** The command line of the server, which finds its data in its working directory. */
export function serverArguments(settings: Readonly<Record<string, string>>): string[] {
  return ['-D', '/proc/self/cwd', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/**
 * An eighth of the memory for the server's own cache: the programs beside it (rules, OCR, PDF) need theirs, and the system's
 * cache serves the rest. On 24 GiB: 3 GiB. WAL up to 2 GiB, so that imports don't force a checkpoint each few seconds.
 */
function durable(memoryBytes: number): Record<string, string> {
  const share = (divisor: number, least: number, most: number): string =>
    `${Math.round(Math.min(Math.max(memoryBytes / divisor / MEBIBYTE, least), most))}MB`;
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    recovery_init_sync_method: 'syncfs',
    wal_compression: 'on',
    shared_buffers: share(8, 128, 4096),
    effective_cache_size: share(2, 256, 65_536),
    maintenance_work_mem: share(48, 64, 1024),
    work_mem: share(768, 4, 64),
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
  };
}

const TEMPORARY: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '256MB',
  work_mem: '16MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
};
