/** @file The composition root: the only file that wires document, engine, storage and view together. */
import { createRoot } from 'react-dom/client'
import { Editor, startEditor } from './editor'
import { createWorkerClient } from './runtime/client'

const services = startEditor((options) =>
  createWorkerClient({
    spawn: () => new Worker(new URL('./runtime/worker.ts', import.meta.url), { type: 'module' }),
    ...options,
  }),
)

createRoot(document.getElementById('root')!).render(<Editor services={services} />)
