/**
 * Whole numbers on the command line.
 *
 * @module
 */
import { Failure } from '../program/failure.ts'
import { grouped } from './money.ts'

/** More people than there are, and more token requests than Cognito's quota lets through in two months. */
export const mostOfAnything = 1_000_000_000

/**
 * Reads the value of an option.
 *
 * @throws {Failure} for anything but digits, and for more than `most`
 */
export const countOf =
  (option: string, most: number = mostOfAnything) =>
  (typed: string): number => {
    if (/^\d{1,16}$/.test(typed) && Number(typed) <= most) return Number(typed)
    throw new Failure(
      `\`${option}\` takes a whole number from 0 to ${grouped(most)}`,
      `type digits alone, such as \`${option} 5000\``,
    )
  }
