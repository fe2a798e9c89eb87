/**
 * The CORS configuration of an API as the calls take and give it.
 *
 * @module
 */
import type { CorsConfiguration } from '../template/index.ts'
import type { CorsInput } from './protocol.ts'

export const corsOf = ({ maxAge, ...cors }: CorsInput): CorsConfiguration => ({ ...cors, maxAgeSeconds: maxAge })

export const corsView = ({ maxAgeSeconds, ...cors }: CorsConfiguration): object => ({ ...cors, maxAge: maxAgeSeconds })
