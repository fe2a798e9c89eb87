/** What the model says about stock. */
import type { AskedAs } from '../attempts/asked.ts'
import { aTime, aUlid } from '../attempts/patterns.ts'
import type { Answer } from '../wire.ts'
import type { OrgState, StockItem } from './org-state.ts'
import { fault, fits, notSuccess, refused, type Verdict } from './verdicts.ts'

// The cast is safe where this is called: the answer was matched against all fields of an item.
const itemIn = ({ json }: Answer) => json as StockItem

const etagFault = ({ headers }: Answer, { version }: StockItem): string | undefined =>
  headers['etag'] === `"${version}"` ? undefined : `expected the entity tag of ${version}, got ${headers['etag']}`

function learned(state: OrgState, answer: Answer, status: number, pattern: unknown): Verdict {
  const reason = notSuccess(answer, status, pattern) ?? etagFault(answer, itemIn(answer))
  if (reason !== undefined) return fault(reason)
  const item = itemIn(answer)
  // A version is never used twice, by anybody.
  if (Object.values(state.stock).some(({ version }) => version === item.version)) return fault('the version is not new')
  return fits({ ...state, stock: { ...state.stock, [item.sku]: item } })
}

/** `GET /v1/inventory/{sku}` */
export function judgeGetItem(state: OrgState, { sku }: AskedAs<'get-item'>, answer: Answer): Verdict {
  const item = state.stock[sku]
  if (item === undefined) return refused(state, answer, 'not_found')
  const reason = notSuccess(answer, 200, item) ?? etagFault(answer, item)
  return reason === undefined ? fits(state) : fault(reason)
}

/** `PUT /v1/inventory/{sku}` */
export function judgePutItem(state: OrgState, { sku, terms, condition }: AskedAs<'put-item'>, answer: Answer): Verdict {
  const item = state.stock[sku]
  const pattern = { sku, ...terms, version: aUlid, updated_at: aTime }
  switch (condition) {
    case 'unstated':
    case 'absent':
      if (item === undefined) return learned(state, answer, 201, pattern)
      return refused(state, answer, condition === 'absent' ? 'precondition_failed' : 'precondition_required')
    case 'any':
      if (item === undefined) return refused(state, answer, 'precondition_failed')
      return learned(state, answer, 200, pattern)
    default:
      // Another organization's entity tag is one that never was.
      if (item?.version !== condition.version) return refused(state, answer, 'precondition_failed')
      return learned(state, answer, 200, pattern)
  }
}

/** `POST /v1/inventory/{sku}/adjustments`, for a key that was not used yet. */
export function judgeAdjust(state: OrgState, { sku, terms }: AskedAs<'adjust'>, answer: Answer): Verdict {
  const item = state.stock[sku]
  if (item === undefined) return refused(state, answer, 'not_found')
  const quantity = item.quantity + terms.delta
  if (quantity < 0) return refused(state, answer, 'stock_insufficient')
  const { name } = item
  const last_adjustment = { ...terms, at: aTime }
  return learned(state, answer, 200, { sku, name, quantity, version: aUlid, updated_at: aTime, last_adjustment })
}
