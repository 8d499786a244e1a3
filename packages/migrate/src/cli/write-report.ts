import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Report } from '../engine/report.ts'
import { reportMarkdown } from './render/report.ts'

/** Writes the report as Markdown and JSON beside the log. Returns where. */
export async function writeReportFiles(
  report: Report,
  logFile: string,
): Promise<{ readonly markdown: string; readonly json: string }> {
  const folder = path.dirname(logFile)
  await mkdir(folder, { recursive: true })
  const base = path.join(folder, `migration-report-${report.database}-${report.runId}`)
  const files = { markdown: `${base}.md`, json: `${base}.json` }
  await writeFile(files.markdown, reportMarkdown(report), { mode: 0o600 })
  await writeFile(files.json, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })
  return files
}
