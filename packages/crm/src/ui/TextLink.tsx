import { Link } from '@mui/material'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router-dom'
import { FullText } from './FullText.tsx'
import { NameText } from './NameText.tsx'
import { leadsElsewhere } from './web-address.ts'

interface TextLinkProps {
  readonly to: string
  readonly children: ReactNode
  /** What it says in full, where the text is short. */
  readonly label?: string
}

/** A link inside the app that reads as text until it is pointed at. */
export function TextLink({ to, children, label }: TextLinkProps) {
  return (
    <Link
      component={RouterLink}
      to={to}
      underline="hover"
      {...(label ? { title: label } : {})}
      sx={{ color: 'text.primary', fontWeight: 550, overflowWrap: 'anywhere' }}
    >
      {label ? <FullText text={label}>{children}</FullText> : named(children)}
    </Link>
  )
}

/** A name that is empty would leave nothing to press. */
function named(children: ReactNode): ReactNode {
  return typeof children === 'string' ? <NameText name={children} /> : children
}

/** A link to the world outside; shown without its protocol. Other schemes than http(s) are shown as text. */
export function OutsideLink({ href }: { readonly href: string }) {
  const url = /^https?:\/\//i.test(href) ? href : `https://${href}`
  const label = href.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')
  if (leadsElsewhere(href)) return <>{href}</>
  return (
    <Link href={url} target="_blank" rel="noreferrer noopener" underline="hover">
      {label}
    </Link>
  )
}
