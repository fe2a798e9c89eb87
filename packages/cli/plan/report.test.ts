import type { Figure, Plan } from '@scopegate/analysis/plan/index'
import { expect, test } from 'vitest'
import { mergedPlan } from './report.ts'

const figure = (what: string, after: number): Figure => ({ what, where: 'garage-web', before: 1, after, limit: 100 })

const plan = (...figures: readonly Figure[]): Plan => ({
  verdict: 'none',
  changes: [],
  figures,
  functionsUpdated: false,
})

test('a quota that only a later stage exceeds is told, with the stage', () => {
  const [shared, addresses] = [figure('routes of an API', 2), figure('callback addresses of an app client', 101)]
  const { figures } = mergedPlan(plan(shared), [{ stage: 'production', plan: plan(shared, addresses) }])
  expect(figures).toEqual([shared, { ...addresses, stage: 'production' }])
})
