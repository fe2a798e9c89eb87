/**
 * The form of an organization's id: one rule for whoever puts the id into a token and whoever takes it out again. With
 * two, an organization could exist for the trigger and not for the services.
 */

const form = /^org_[a-z0-9][a-z0-9_-]{0,62}$/

/**
 * Whether the text is an organization's id: `org_` and 1 to 63 lower-case letters, digits, `_` and `-`, the first of
 * them a letter or a digit. The id becomes a claim and a table key, so that case, blanks and separators would let two
 * spellings name one organization.
 */
export const isOrgId = (text: string): boolean => form.test(text)
