/** What is wrong with a template or with the folder that holds it. */

/** Where in the templates something stands. */
export interface Place {
  readonly stack: string
  readonly resource: string
  /** Such as `Properties.JwtConfiguration.Issuer`. */
  readonly property: string
}

/** Always one line: what is wrong, after the place if there is one, and never a resolved value. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'

  constructor(place: Place | undefined, rule: string) {
    super(place === undefined ? rule : `${place.stack}/${place.resource}/${place.property}: ${rule}`)
  }
}
