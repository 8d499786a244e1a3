import { TablePagination } from '@mui/material'
import { useTranslate } from 'ra-core'

interface PageTurnerProps {
  readonly total: number
  /** From 1 on. */
  readonly page: number
  readonly perPage: number
  readonly onTurn: (page: number) => void
}

/** Turns the pages of what is no list of react-admin; nothing where all is on one. */
export function PageTurner({ total, page, perPage, onTurn }: PageTurnerProps) {
  const translate = useTranslate()
  if (total <= perPage) return null
  return (
    <TablePagination
      component="div"
      count={total}
      page={page - 1}
      rowsPerPage={perPage}
      rowsPerPageOptions={[perPage]}
      onPageChange={(_event, next) => onTurn(next + 1)}
      labelDisplayedRows={({ from, to, count }) =>
        translate('ra.navigation.page_range_info', {
          offsetBegin: from,
          offsetEnd: to,
          total: count,
        })
      }
      getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)}
    />
  )
}
