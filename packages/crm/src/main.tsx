import '@fontsource-variable/inter/wght.css'
import { installWorker } from './app/install-worker.ts'
import { startApp } from './app/start.tsx'

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no element with the id root')
void startApp(element)
// In development the worker would serve yesterday's modules.
if (import.meta.env.PROD) installWorker()
