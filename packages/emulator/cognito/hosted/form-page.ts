/** A page with one form: each step of a sign-in is one, and this draws them all. */
import { html, raw } from 'hono/html'
import { type Html, page } from '../../pages/shell.ts'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type: 'text' | 'email' | 'password'
  /** What a password manager or a phone fills it by. */
  readonly autocomplete: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'off'
  readonly value?: string | undefined
  readonly hint?: string | undefined
}

export interface FormPage {
  readonly title: string
  readonly lead: string
  /** Where the form goes, with the request's own parameters. */
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  /** Between the message and the fields. */
  readonly before?: Html | undefined
  readonly fields: readonly Field[]
  readonly button: string
  /** What was wrong with what was sent. */
  readonly error?: string | undefined
  /** The field that the error is about; without it, all of them. */
  readonly field?: string | undefined
  /** What went well before. */
  readonly notice?: Html | string | undefined
  /** Text and address. */
  readonly links?: readonly (readonly [text: string, href: string])[]
  readonly after?: Html | undefined
}

/** The form is named `step`, for buttons that stand outside of it. */
export function formPage(form: FormPage): Html {
  const { fields, error, notice, links = [] } = form
  const first = fields.find(({ value = '' }) => value === '')
  return page({
    title: form.title,
    lead: form.lead,
    content: html`${error === undefined ? '' : html`<p role="alert" id="problem">${error}</p>`}${notice === undefined ? '' : html`<p role="status">${notice}</p>`}
<div class="card">${form.before ?? ''}
<form method="post" action="${form.action}" id="step">
${Object.entries(form.hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fields.map((field) => fieldOf(field, field === first, error !== undefined && (form.field ?? field.name) === field.name))}
<button class="main" type="submit"${first === undefined ? raw(' autofocus') : ''}>${form.button}</button>
</form>
${links.length === 0 ? '' : html`<p class="links">${links.map(([text, href]) => html`<a href="${href}">${text}</a>`)}</p>`}</div>${form.after ?? ''}
<footer><p>This is the local stack. It is not Amazon Cognito, and only its own users can sign in.</p></footer>`,
  })
}

function fieldOf({ name, label, type, autocomplete, value = '', hint }: Field, focus: boolean, wrong: boolean): Html {
  const described = [...(wrong ? ['problem'] : []), ...(hint === undefined ? [] : [`${name}-hint`])].join(' ')
  const more = [
    ...(autocomplete === 'one-time-code' ? ['inputmode="numeric" pattern="[0-9 ]*" maxlength="12"'] : []),
    ...(type === 'text' ? ['autocapitalize="none" spellcheck="false"'] : []),
    ...(wrong ? ['aria-invalid="true"'] : []),
    ...(described === '' ? [] : [`aria-describedby="${described}"`]),
    ...(focus ? ['autofocus'] : []),
  ].join(' ')
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required value="${value}" ${raw(more)}>
${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}`
}
