/** The sign-in form with the demo users beside it. */
import { fromOwnUser } from '../../pages/peer.ts'
import { signInPage } from './pages.ts'
import { addressOf, show, stepTo, type Visit, type Words } from './visit.ts'

/** @param form `fill`: a demo user to fill in */
export function loginForm(visit: Visit, form: Words & { username: string; fill?: string | undefined }) {
  const { context, pool, c } = visit
  const people = context.demoUsers.filter((user) => user.pool === pool.id)
  const picked = people.find(({ email }) => email === form.fill)
  const content = signInPage(stepTo(visit, 'login', form), {
    username: picked?.email ?? form.username,
    // Whoever may read `stack.json` may see it here.
    password: fromOwnUser(c) ? picked?.password : undefined,
    people,
    forgot: addressOf(visit, 'forgotPassword'),
  })
  return show(visit, content, form)
}
