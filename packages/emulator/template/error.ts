/**
 * The one error of this folder: something in the cloud assembly that the local stack needs and cannot understand.
 *
 * @module
 */

/** Where in the cloud assembly something stands. */
export interface Place {
  readonly stack: string
  readonly resource: string
  /** Such as `Properties.JwtConfiguration.Issuer`. */
  readonly property: string
}

/** Always one line: the place, the rule that is broken, and never a resolved value. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'

  constructor(place: Place | string, rule: string) {
    super(`${typeof place === 'string' ? place : `${place.stack}/${place.resource}/${place.property}`}: ${rule}`)
  }
}
