import { Box } from '@mui/material'

/** The mark: three bonds that meet. Decorative; the name stands beside it or names the link. */
export function Logo({ size = 32 }: { readonly size?: number }) {
  return (
    <Box
      component="svg"
      viewBox="0 0 32 32"
      aria-hidden
      sx={{ width: size, height: size, display: 'block', flex: 'none' }}
    >
      <rect width="32" height="32" rx="8" fill="#4a4bd9" />
      <path
        d="M8 9.5 16 23l8-13.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="8" cy="9.5" r="3" fill="#fff" />
      <circle cx="24" cy="9.5" r="3" fill="#b9baff" />
      <circle cx="16" cy="23" r="3" fill="#fff" />
    </Box>
  )
}
