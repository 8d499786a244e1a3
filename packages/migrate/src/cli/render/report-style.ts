import { Html } from './html.ts'

/** The look of a report, light and dark, on a screen and on paper. */
export const STYLE = new Html(`
:root {
  --canvas: #f6f6f8; --paper: #fff; --line: #e3e3e9; --text: #18191f; --muted: #5f616d;
  --accent: #4a4bd9; --good: #147a4b; --bad: #c0303c; --warn: #9a5b00;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0e0f13; --paper: #17181d; --line: #282a31; --text: #ecedf1; --muted: #a0a3ae;
    --accent: #8d8ff5; --good: #5fc493; --bad: #f0858e; --warn: #e2ae5c;
  }
}
@media print { :root { --canvas: #fff; } section { break-inside: avoid; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 980px; margin: 0 auto; padding: 32px 20px 64px; }
.kind { margin: 0; color: var(--muted); }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 0 0 12px; font-size: 17px; }
section, .tile { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
section { padding: 18px 20px; margin-top: 16px; }
.badge { display: inline-block; margin: 0; padding: 3px 12px; border: 1px solid currentcolor; border-radius: 99px; font-weight: 600; }
.badge.neutral { color: var(--muted); }
.good { color: var(--good); } .bad { color: var(--bad); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-top: 20px; }
.tile { padding: 12px 16px; }
.tile strong { display: block; font-size: 22px; font-variant-numeric: tabular-nums; }
.tile span, small, .note { color: var(--muted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 4px 12px 4px 0; text-align: left; vertical-align: top; font-weight: 400; overflow-wrap: anywhere; }
thead th { color: var(--muted); font-size: 13px; }
.bars th[scope=row] { width: 40%; } .figure { width: 90px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar svg { display: block; width: 100%; height: 10px; margin-top: 7px; }
rect.plain { fill: var(--accent); } rect.bad { fill: var(--bad); }
.pair .bars th[scope=row] { width: 54%; } .pair .figure { width: 76px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 24px; }
summary { cursor: pointer; } details table { margin-top: 12px; font-size: 13px; } details td { border-top: 1px solid var(--line); width: 40%; } details td:first-child { width: 20%; }
.value { display: inline-block; margin-right: 8px; }
ul { margin: 0; padding-left: 20px; }
.checks, .findings { list-style: none; padding: 0; }
.checks li { display: flex; gap: 10px; padding: 2px 0; } .checks li > span:last-child { color: var(--text); }
.checks small { display: block; }
.findings li { padding: 4px 0; }
.severity { font-weight: 600; } .severity.blocker { color: var(--bad); } .severity.warning { color: var(--warn); } .severity.notice { color: var(--muted); }
@media (max-width: 560px) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; }
  .pair { grid-template-columns: 1fr; } .bars th[scope=row] { width: 50%; } .bar { width: 22%; }
}
`)
