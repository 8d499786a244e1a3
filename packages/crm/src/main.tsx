import '@fontsource-variable/inter/wght.css'
import { startApp } from './app/start.tsx'

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no element with the id root')
void startApp(element)
