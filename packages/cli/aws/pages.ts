/** Lists that AWS gives page by page, and things that are asked about one by one. */

export interface Page<Item> {
  readonly items: readonly Item[] | undefined
  readonly next: string | undefined
}

/** Everything, over all pages; `undefined` when a page says that what is listed is gone. */
export async function allPages<Item>(
  page: (token: string | undefined) => Promise<Page<Item> | undefined>,
): Promise<readonly Item[] | undefined> {
  const all: Item[] = []
  let token: string | undefined
  do {
    const answer = await page(token)
    if (answer === undefined) return undefined
    all.push(...(answer.items ?? []))
    token = answer.next
  } while (token !== undefined)
  return all
}

/** Few enough at once for AWS's quotas of reading calls, which are not known to us. */
const atOnce = 4

/** Asks about each, a few at a time; the answers stand in the order of the items. */
export async function eachOf<Item, Answer>(
  items: readonly Item[],
  about: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (let start = 0; start < items.length; start += atOnce) {
    answers.push(...(await Promise.all(items.slice(start, start + atOnce).map(about))))
  }
  return answers
}
