import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Mounts a disk of a megabyte or so; false where this machine does not let us. */
export function mount(folder: string, size: string): boolean {
  mkdirSync(folder, { recursive: true })
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0
}

export function unmount(folder: string): void {
  spawnSync('umount', [folder])
}

/** Tried: a container may run as root and not be allowed to. */
export function mayMount(): boolean {
  const probe = mkdtempSync(path.join(tmpdir(), 'valence-mount-'))
  const isMounted = mount(probe, '64k')
  if (isMounted) unmount(probe)
  rmSync(probe, { recursive: true, force: true })
  return isMounted
}
