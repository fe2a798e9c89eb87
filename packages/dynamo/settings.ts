/**
 * The settings of the stores, as the environment gives them.
 *
 * @module
 */
import { z } from 'zod'

/** A DynamoDB table's name. */
export const tableName = z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/, 'must be 3 to 255 letters, digits and `_.-`')

/** Another address than the SDK finds by itself: a database on this machine. */
export const endpoint = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional()
