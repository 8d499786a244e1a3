import { Box, Divider, Link, Typography } from '@mui/material'
import { Fragment } from 'react'
import { type Block, type Inline, parseInline, parseMarkdown } from './parse-markdown.ts'

/** A note as its author meant it. */
export function Markdown({ text }: { readonly text: string }) {
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
        <BlockView key={index} block={block} />
      ))}
    </Box>
  )
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <Typography component="p" sx={{ fontSize: 'inherit', fontWeight: 620 }}>
          <Line text={block.text} />
        </Typography>
      )
    case 'paragraph':
      return (
        <Box component="p" sx={{ whiteSpace: 'pre-wrap' }}>
          <Line text={block.text} />
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
              <Line text={item} />
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
          <Line text={block.text} />
        </Box>
      )
    case 'rule':
      return <Divider />
  }
}

function Line({ text }: { readonly text: string }) {
  return (
    <>
      {parseInline(text).map((piece, index) => (
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
