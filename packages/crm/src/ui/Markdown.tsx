import { Box, Divider, Link, Typography } from '@mui/material'
import { Fragment } from 'react'
import { type Block, type Inline, parseInline, parseMarkdown } from './parse-markdown.ts'
import { SoftChip } from './SoftChip.tsx'

interface MarkdownProps {
  readonly text: string
  /** What of it is shown as chips where it stands. */
  readonly chips?: readonly string[]
}

/** A note as its author meant it. */
export function Markdown({ text, chips = NONE }: MarkdownProps) {
  return (
    <Box
      sx={{
        fontSize: '0.8125rem',
        lineHeight: 1.55,
        maxWidth: '75ch',
        overflowWrap: 'anywhere',
        '& > *': { my: 0 },
        '& > * + *': { mt: 0.75 },
        '& ul, & ol': { pl: 2.5 },
        '& ul': { listStyle: 'disc' },
        '& code': { fontSize: '0.92em', bgcolor: 'var(--v-sunken)', px: 0.5, borderRadius: '4px' },
      }}
    >
      {parseMarkdown(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text, which never move
        <BlockView key={index} block={block} chips={chips} />
      ))}
    </Box>
  )
}

const NONE: readonly string[] = []

interface BlockViewProps {
  readonly block: Block
  readonly chips: readonly string[]
}

function BlockView({ block, chips }: BlockViewProps) {
  switch (block.kind) {
    case 'heading':
      return (
        <Typography component="p" sx={{ fontSize: 'inherit', fontWeight: 620 }}>
          <Line text={block.text} chips={chips} />
        </Typography>
      )
    case 'paragraph':
      return (
        <Box component="p" sx={{ whiteSpace: 'pre-wrap' }}>
          <Line text={block.text} chips={chips} />
        </Box>
      )
    case 'code':
      return (
        <Box component="pre" sx={{ overflowX: 'auto', p: 1, bgcolor: 'var(--v-sunken)' }}>
          {block.text}
        </Box>
      )
    case 'list':
      return (
        <Box component={block.isOrdered ? 'ol' : 'ul'}>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items of one text, which never move
            <li key={index}>
              <Line text={item} chips={chips} />
            </li>
          ))}
        </Box>
      )
    case 'quote':
      return (
        <Box
          component="blockquote"
          sx={{
            mx: 0,
            pl: 1.25,
            borderLeft: '3px solid var(--v-border)',
            color: 'text.secondary',
            whiteSpace: 'pre-wrap',
          }}
        >
          <Line text={block.text} chips={chips} />
        </Box>
      )
    case 'rule':
      return <Divider />
  }
}

function Line({ text, chips }: Required<MarkdownProps>) {
  return (
    <>
      {parseInline(text, chips).map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line, which never move
        <Fragment key={index}>
          <Piece piece={piece} />
        </Fragment>
      ))}
    </>
  )
}

function Piece({ piece }: { readonly piece: Inline }) {
  switch (piece.kind) {
    case 'strong':
      return <strong>{piece.text}</strong>
    case 'emphasis':
      return <em>{piece.text}</em>
    case 'code':
      return <code>{piece.text}</code>
    case 'chip':
      return <SoftChip>{piece.text}</SoftChip>
    case 'link':
      return (
        <Link href={piece.href} target="_blank" rel="noreferrer noopener">
          {piece.text}
        </Link>
      )
    default:
      return piece.text
  }
}
