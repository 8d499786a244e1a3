import { Box, Divider, Link, Typography } from '@mui/material'
import type { Nodes, Table } from 'mdast'
import { Fragment, type ReactNode, useMemo } from 'react'
import { parseMarkdown, safeAddress, splitAtChips } from './parse-markdown.ts'
import { SoftChip } from './SoftChip.tsx'

interface MarkdownProps {
  readonly text: string
  /** What of it is shown as chips where it stands. */
  readonly chips?: readonly string[]
}

/** A note as its author meant it. */
export function Markdown({ text, chips = NONE }: MarkdownProps) {
  const { children } = useMemo(() => parseMarkdown(text), [text])
  return (
    <Box
      sx={{
        fontSize: '0.8125rem',
        lineHeight: 1.55,
        maxWidth: '75ch',
        overflowWrap: 'anywhere',
        whiteSpace: 'pre-wrap',
        '& p, & ul, & ol, & pre, & blockquote, & table': { my: 0 },
        '& > * + *, & blockquote > * + *, & li > p + p': { mt: 0.75 },
        '& ul, & ol': { pl: 2.5 },
        '& ul': { listStyle: 'disc' },
        '& pre': { overflowX: 'auto', p: 1, bgcolor: 'var(--v-sunken)' },
        '& :not(pre) > code': {
          fontSize: '0.92em',
          bgcolor: 'var(--v-sunken)',
          px: 0.5,
          borderRadius: '4px',
        },
        '& blockquote': {
          mx: 0,
          pl: 1.25,
          borderLeft: '3px solid var(--v-border)',
          color: 'text.secondary',
        },
        '& table': { display: 'block', overflowX: 'auto', borderCollapse: 'collapse' },
        '& th, & td': { px: 1, py: 0.25, border: '1px solid var(--v-border)', textAlign: 'start' },
      }}
    >
      <Pieces nodes={children} chips={chips} />
    </Box>
  )
}

const NONE: readonly string[] = []

interface PiecesProps {
  readonly nodes: readonly Nodes[]
  readonly chips: readonly string[]
}

function Pieces({ nodes, chips }: PiecesProps) {
  return nodes.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, which never move
    <Fragment key={index}>{pieceOf(node, chips)}</Fragment>
  ))
}

/** What a node is on the page; one that has no look of its own shows what is in it. */
function pieceOf(node: Nodes, chips: readonly string[]): ReactNode {
  if (node.type === 'table') return <TablePiece table={node} chips={chips} />
  if ('children' in node) return around(node, <Pieces nodes={node.children} chips={chips} />)
  switch (node.type) {
    case 'text':
      return <WithChips text={node.value} chips={chips} />
    case 'inlineCode':
      return <code>{node.value}</code>
    case 'code':
      return <pre>{node.value}</pre>
    case 'break':
      return '\n'
    case 'thematicBreak':
      return <Divider />
    default:
      return 'value' in node ? node.value : null
  }
}

function around(node: Nodes, inside: ReactNode): ReactNode {
  switch (node.type) {
    case 'heading':
      return (
        <Typography component="p" sx={{ fontSize: 'inherit', fontWeight: 620 }}>
          {inside}
        </Typography>
      )
    case 'paragraph':
      return <p>{inside}</p>
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{inside}</ol> : <ul>{inside}</ul>
    case 'listItem':
      return (
        <li>
          {typeof node.checked === 'boolean' ? <TaskMark isDone={node.checked} /> : null}
          {inside}
        </li>
      )
    case 'blockquote':
      return <blockquote>{inside}</blockquote>
    case 'strong':
      return <strong>{inside}</strong>
    case 'emphasis':
      return <em>{inside}</em>
    case 'delete':
      return <del>{inside}</del>
    case 'link':
      return <LinkPiece href={safeAddress(node)}>{inside}</LinkPiece>
    default:
      return inside
  }
}

function LinkPiece({
  href,
  children,
}: {
  readonly href: string | null
  readonly children: ReactNode
}) {
  if (href === null) return children
  return (
    <Link href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </Link>
  )
}

function TaskMark({ isDone }: { readonly isDone: boolean }) {
  return <input type="checkbox" checked={isDone} disabled />
}

function TablePiece({
  table,
  chips,
}: {
  readonly table: Table
  readonly chips: readonly string[]
}) {
  return (
    <table>
      <tbody>
        {table.children.map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text, which never move
          <tr key={line}>
            {row.children.map((cell, index) => {
              const Cell = line === 0 ? 'th' : 'td'
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells of one text, which never move
                <Cell key={index}>
                  <Pieces nodes={cell.children} chips={chips} />
                </Cell>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function WithChips({ text, chips }: Required<MarkdownProps>) {
  return splitAtChips(text, chips).map((piece, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line, which never move
    if (index % 2 === 1) return <SoftChip key={index}>{piece}</SoftChip>
    return piece
  })
}
