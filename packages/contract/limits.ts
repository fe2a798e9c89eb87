/** Limits of AWS that bind a template or a request (docs/aws-facts.md §D). */

/** API Gateway, HTTP API: request line and headers together, in bytes. */
export const headerLimitBytes = 10_240

/** CloudFormation: resources of one template. */
export const resourcesPerTemplate = 500

/** Lambda: all environment variables of a function together, in bytes. */
export const environmentLimitBytes = 4_096
