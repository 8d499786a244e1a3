import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Parts that change together with a dependency and not with our code, so that a release of ours keeps them cached. */
const VENDORS = [
  {
    name: 'react',
    test: /node_modules[\\/](react|react-dom|react-router|react-router-dom|scheduler)[\\/]/,
  },
  { name: 'mui', test: /node_modules[\\/](@mui|@emotion|@popperjs|stylis)[\\/]/ },
  { name: 'supabase', test: /node_modules[\\/]@supabase[\\/]/ },
]

export default defineConfig(({ command }) => {
  // A build started by a test run would inherit its NODE_ENV and ship React's development version.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return {
    plugins: [react()],
    build: {
      target: 'es2022',
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        output: { codeSplitting: { groups: VENDORS } },
      },
    },
  }
})
