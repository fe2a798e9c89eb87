/**
 * The contract of the system that the product's tests use.
 *
 * @module
 */
export { contract, general } from './scopes/contract.ts'
