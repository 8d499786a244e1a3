import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Report } from '../engine/run/report.ts'
import { reportMarkdown } from './render/report.ts'
import { reportHtml } from './render/report-html.ts'
import { fileNamePart, jsonText } from './render/shown.ts'

/** A report in the form that a file's name asks for: `.html`, `.json`, else Markdown. */
export function reportFor(file: string, report: Report): string {
  const extension = path.extname(file).toLowerCase()
  if (extension === '.html' || extension === '.htm') return reportHtml(report)
  return extension === '.json' ? jsonText(report) : reportMarkdown(report)
}

/** Writes the report as Markdown, JSON and HTML beside the log. Returns where. */
export async function writeReportFiles(
  report: Report,
  logFile: string,
): Promise<{ readonly markdown: string; readonly json: string; readonly html: string }> {
  const folder = path.dirname(logFile)
  await mkdir(folder, { recursive: true })
  const base = path.join(
    folder,
    `migration-report-${fileNamePart(report.database)}-${report.runId}`,
  )
  const files = { markdown: `${base}.md`, json: `${base}.json`, html: `${base}.html` }
  for (const file of Object.values(files)) {
    await writeFile(file, reportFor(file, report), { mode: 0o600 })
  }
  return files
}
