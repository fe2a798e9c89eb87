/** A page with Amplify as it comes. A test calls `client`. */
import { Amplify, type ResourcesConfig } from 'aws-amplify'
import * as auth from 'aws-amplify/auth'
import 'aws-amplify/auth/enable-oauth-listener'

// Safe: the test that serves the page wrote it.
const configuration = (await (await fetch('/configuration.json')).json()) as ResourcesConfig
Amplify.configure(configuration)
Object.assign(globalThis, { client: auth })
