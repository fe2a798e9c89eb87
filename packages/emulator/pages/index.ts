/** The local stack's own pages at the base address: the tour and the inbox. */
import type { StackFile } from '@scopegate/template'
import type { Hono } from 'hono'
import { landingPage } from './landing.ts'
import { pageHeaders } from './shell.ts'

export interface Pages {
  /** `undefined` until the whole stack runs. */
  readonly stack: () => StackFile | undefined
}

export function addPages(app: Hono, { stack }: Pages): void {
  app.get('/', (c) => {
    const file = stack()
    return file === undefined ? c.notFound() : c.html(landingPage(file), 200, pageHeaders())
  })
}
