/** A page with oidc-client-ts as it comes. A test calls `client`. */
import { UserManager, type UserManagerSettings } from 'oidc-client-ts'

// Safe: the test that serves the page wrote it.
const settings = (await (await fetch('/configuration.json')).json()) as UserManagerSettings
Object.assign(globalThis, { client: new UserManager(settings) })
