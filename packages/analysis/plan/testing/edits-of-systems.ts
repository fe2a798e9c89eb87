/** Changes of what a contract states beside scopes, pools and operations. */
import { edits, operationOf } from './edit.ts'

const loans = { description: 'One row a loan', partitionKey: 'org', sortKey: 'id' }
const queue = { kind: 'resource', type: 'AWS::SQS::Queue', path: 'Library/Reminders' } as const

export const systemEdits = edits({
  'the system gets another name': (contract) => {
    contract.name = 'town-library'
  },
  'the `type` of problems begins otherwise': (contract) => {
    contract.problemTypes = 'https://library.example/errors#'
  },
  'a table is added, and a service may use it': (contract) => {
    contract.tables['loans'] = { ...loans }
    contract.services['books'] = { description: 'Books', tables: { loans: ['GetItem', 'PutItem'] } }
  },
  'a table gets other keys': (contract) => {
    contract.tables['shelves'] = { description: 'One row a shelf', partitionKey: 'shelf' }
  },
  'the rows of a table are deleted after a time': (contract) => {
    contract.tables['shelves'] = { description: 'One row a shelf', partitionKey: 'org', timeToLive: 'until' }
  },
  'a table is removed': (contract) => {
    delete contract.tables['shelves']
    contract.services['books'] = { description: 'Books' }
  },
  'a service is added': (contract) => {
    contract.services['loans'] = { description: 'Loans' }
    operationOf(contract, 'lendBook').service = 'loans'
  },
  'a service is removed': (contract) => {
    delete contract.services['account']
    for (const operation of Object.values(contract.operations)) operation.service = 'books'
  },
  'a problem is added': (contract) => {
    contract.problems['book_lost'] = { status: 410, title: 'Lost', means: 'It is lost.', next: 'Take another.' }
  },
  'a problem is answered with another status': (contract) => {
    contract.problems['book_lent'] = { status: 409, title: 'Lent', means: 'It is lent.', next: 'Wait.' }
  },
  'a problem is removed': (contract) => {
    delete contract.problems['book_lent']
  },
  'a resource of one’s own is allowed': (contract) => {
    contract.allowed = [...contract.allowed, { ...queue, reason: 'Reminders of loans wait there' }]
  },
  'the reason of what is allowed changes': (contract) => {
    contract.allowed = contract.allowed.map((each) => ({ ...each, reason: 'Another reason' }))
  },
  'an operation takes another query parameter': (contract) => {
    operationOf(contract, 'listBooks').query = ['author']
  },
})
