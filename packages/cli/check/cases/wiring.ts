/** Cases of the rules over what ties the contract’s names to what is deployed. */
import {
  add,
  addOfType,
  type EditableTemplate,
  idOf,
  resourceAt,
  set,
  type TemplateCase,
  type TemplateEdit,
} from './template-case.ts'

const trigger = 'partner/TokenTrigger'
const directory = 'Environment.Variables.CLIENT_DIRECTORY'
const lambdaArn = 'LambdaConfig.PreTokenGenerationConfig.LambdaArn'

const named = (name: string, from = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}') => ({
  'Fn::Sub': `${from}:function:${name}`,
})

/** Puts the directory into a parameter, as the constructs do where the stage says so. */
const inParameter =
  (name: string, change: Readonly<Record<string, unknown>> = {}): TemplateEdit =>
  (template) => {
    const variables = { POOL: 'partner', CLIENT_DIRECTORY_PARAMETER: '/fleet/partner/clients' }
    const { Variables } = resourceAt(template, trigger).Properties['Environment'] as {
      readonly Variables: Readonly<Record<string, unknown>>
    }
    const Value = Variables['CLIENT_DIRECTORY']
    addOfType('AWS::SSM::Parameter', { Type: 'String', Name: name, Value, ...change })(template)
    set(trigger, 'Environment.Variables', variables)(template)
  }

/** Exchanges two references wherever they stand in a resource. */
function exchange(template: EditableTemplate, place: string, one: string, other: string): void {
  const found = resourceAt(template, place)
  const [first, second] = [idOf(template, one), idOf(template, other)]
  const text = JSON.stringify(found.Properties)
  const exchanged = text.replaceAll(new RegExp(`"(?:${first}|${second})"`, 'g'), (id) =>
    id === `"${first}"` ? `"${second}"` : `"${first}"`,
  )
  if (exchanged === text) throw new Error(`\`${place}\` refers to neither`)
  // The cast is safe: the text was a table of properties before two names in it changed places.
  found.Properties = JSON.parse(exchanged) as Record<string, unknown>
}

/** Puts entries into the template itself, beside its resources. */
const beside =
  (entries: object): TemplateEdit =>
  (template) => {
    Object.assign(template, entries)
  }

/** The pieces of the variable `POOLS`, texts and references. */
function partsOfPools(template: EditableTemplate): readonly unknown[] {
  const { Environment } = resourceAt(template, 'fleet').Properties
  // The cast is safe: CDK joins what holds references, and a test that edits nothing fails.
  const { POOLS } = (Environment as { readonly Variables: Record<string, { readonly 'Fn::Join': readonly unknown[] }> })
    .Variables
  const parts = POOLS?.['Fn::Join'][1]
  if (!Array.isArray(parts)) throw new Error('`POOLS` is no joined text')
  return parts
}

const join = (parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] })

/** Exchanges the first such text in the variable `POOLS`. */
const inPools =
  (before: string, after: string): TemplateEdit =>
  (template) => {
    let done = false
    const parts = partsOfPools(template).map((part) => {
      if (done || typeof part !== 'string' || !part.includes(before)) return part
      done = true
      return part.replace(before, after)
    })
    if (!done) throw new Error('`POOLS` does not hold the text')
    set('fleet', 'Environment.Variables.POOLS', join(parts))(template)
  }

export const wiringCases: readonly TemplateCase[] = [
  {
    rule: 'RS061',
    breaks: {
      'the ids of two partners exchanged': (template) => {
        exchange(template, trigger, 'partner/north-fulfilment', 'partner/south-kiosk')
      },
      'the id of one partner under both names': (template) => {
        const id = { Ref: idOf(template, 'partner/north-fulfilment') }
        const parts = ['{"north-fulfilment":"', id, '","south-kiosk":"', id, '"}']
        set(trigger, directory, { 'Fn::Join': ['', parts] })(template)
      },
      'a client too many': set(trigger, directory, '{"north-fulfilment":"a","south-kiosk":"b","other":"c"}'),
      'a client of another pool under a name of this one': (template) => {
        const [north, web] = ['partner/north-fulfilment', 'garage/garage-web'].map((place) => ({
          Ref: idOf(template, place),
        }))
        const parts = ['{"north-fulfilment":"', north, '","south-kiosk":"', web, '"}']
        set(trigger, directory, { 'Fn::Join': ['', parts] })(template)
      },
      'a client too few': (template) => {
        const parts = ['{"north-fulfilment":"', { Ref: idOf(template, 'partner/north-fulfilment') }, '"}']
        set(trigger, directory, { 'Fn::Join': ['', parts] })(template)
      },
      'no client': set(trigger, directory, '{}'),
      'no JSON': set(trigger, directory, 'north-fulfilment'),
      'no directory': set(trigger, directory, undefined),
      'two directories': (template) => {
        const { CLIENT_DIRECTORY: own } = (
          resourceAt(template, trigger).Properties['Environment'] as { readonly Variables: Record<string, unknown> }
        ).Variables
        inParameter('/fleet/partner/clients')(template)
        set(trigger, directory, own)(template)
      },
      'another parameter than that of its name': inParameter('/fleet/partner/others'),
      'a parameter that holds another': inParameter('/fleet/partner/clients', { Value: '{}' }),
      'two parameters of one name': (template) => {
        inParameter('/fleet/partner/clients')(template)
        const { Added } = template.Resources
        if (Added !== undefined) template.Resources['Second'] = structuredClone(Added)
      },
    },
    keeps: {
      'a directory in a parameter': inParameter('/fleet/partner/clients'),
      'another description': set(trigger, 'Description', 'Decides'),
    },
  },
  {
    rule: 'RS062',
    breaks: {
      'another pool': set(trigger, 'Environment.Variables.POOL', 'garage'),
      'no pool': set(trigger, 'Environment', undefined),
      'the function of another pool': (template) => {
        const arn = { 'Fn::GetAtt': [idOf(template, 'admin/TokenTrigger'), 'Arn'] }
        set('partner/Pool', lambdaArn, arn)(template)
      },
      'the name of another pool’s function': set('partner/Pool', lambdaArn, named('fleet-admin-token-trigger')),
      'the name of a function that is not there': set('partner/Pool', lambdaArn, named('fleet-partner-trigger')),
      'a version of the function': set('partner/Pool', lambdaArn, named('fleet-partner-token-trigger:7')),
      'its name in another account': set(
        'partner/Pool',
        lambdaArn,
        named('fleet-partner-token-trigger', 'arn:aws:lambda:eu-central-1:999988887777'),
      ),
      'its name, which another function has too': add(trigger, {}),
      'a function that stands elsewhere': set('partner/Pool', lambdaArn, 'arn'),
    },
    also: ['RS061', 'RS067', 'RS069'],
    keeps: {
      'a reference to the function': (template) => {
        set('partner/Pool', lambdaArn, { 'Fn::GetAtt': [idOf(template, trigger), 'Arn'] })(template)
      },
    },
  },
  {
    rule: 'RS063',
    also: ['RS065', 'RS066'],
    breaks: {
      'the ids of two partners exchanged': (template) => {
        exchange(template, 'fleet', 'partner/north-fulfilment', 'partner/south-kiosk')
      },
      'the issuers of two pools exchanged': (template) => {
        exchange(template, 'fleet', 'partner/Pool', 'garage/Pool')
      },
      'no pool': set('fleet', 'Environment.Variables.POOLS', '{}'),
      'no JSON': set('fleet', 'Environment.Variables.POOLS', 'garage'),
      'no variable at all': set('fleet', 'Environment', undefined),
      'no such variable': set('fleet', 'Environment.Variables.POOLS', undefined),
      'variables by a condition': set('fleet', 'Environment', { 'Fn::If': ['IsProd', {}, {}] }),
      'a key set of its own': inPools('"issuer":"', '"jwksUri":"https://evil.example/jwks.json","issuer":"'),
      'a second id for a client’s name': inPools('"clients":{"', '"clients":{"somebody":"garage-web","'),
      'pools that are none': set('fleet', 'Environment.Variables.POOLS', '{"garage":1,"admin":1,"partner":1}'),
    },
    keeps: {
      'a function that nobody calls, without pools': add('fleet', { Environment: undefined }),
      'blanks between the pools': inPools('"issuer":"', ' "issuer": "'),
    },
  },
  {
    rule: 'RS064',
    breaks: {
      'a macro over all of it': beside({ Transform: ['Macro'] }),
      'an include among its outputs': beside({
        Outputs: { More: { Value: { 'Fn::Transform': { Name: 'AWS::Include' } } } },
      }),
      'an include among the properties of a client': set('partner/south-kiosk', 'Fn::Transform', {
        Name: 'AWS::Include',
      }),
      'an include deep in a property': set(trigger, directory, { 'Fn::Join': ['', [{ 'Fn::Transform': {} }]] }),
      'a module': (template) => {
        template.Resources['Added'] = { Type: 'Some::Thing::MODULE', Properties: {}, Metadata: {} }
      },
    },
    also: ['RS036', 'RS061', 'RS065'],
    keeps: { 'another description': beside({ Description: 'Transform' }) },
  },
  {
    rule: 'RS065',
    breaks: {
      'an attribute of a list by a condition': set('garage/Pool', 'Schema.0', { 'Fn::If': ['IsProd', {}, {}] }),
      'a list by a condition': set('garage/Pool', 'Schema', { 'Fn::If': ['IsProd', [], []] }),
      'preflights by a condition': set('partner-api/Api', 'CorsConfiguration', { 'Fn::If': ['IsProd', {}, {}] }),
      'a secret by a condition': set('partner/south-kiosk', 'GenerateSecret', { 'Fn::If': ['IsProd', true, false] }),
      'a list that is parted at deployment': set('admin/admin-portal', 'WriteAttributes', {
        'Fn::Split': [',', 'name'],
      }),
      'a parameter with a harmless default': (template) => {
        beside({ Parameters: { Kind: { Type: 'String', Default: 'JWT' } } })(template)
        set('garage-api/Api/GET--v1--deposit', 'AuthorizationType', { Ref: 'Kind' })(template)
      },
      'a parameter deep in a text': set('partner/SignIn/Domain', 'Domain', { 'Fn::Sub': 'partner-${Suffix}' }),
      'a value that is looked up': set('partner/SignIn/Domain', 'Domain', '{{resolve:ssm:/domain}}'),
      'an import from elsewhere': set('partner/SignIn/Domain', 'Domain', { 'Fn::ImportValue': 'domain' }),
      'a route that may not be made': (template) => {
        Object.assign(resourceAt(template, 'garage-api/Api/GET--v1--deposit'), { Condition: 'IsProd' })
      },
    },
    also: ['RS039', 'RS045', 'RS051', 'RS059'],
    keeps: {
      'a value of the account': set('partner/SignIn/Domain', 'Domain', { 'Fn::Sub': 'partner-${AWS::AccountId}' }),
    },
  },
]
