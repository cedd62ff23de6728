import { z } from 'zod'
import { command } from '../../kernel/rpc/contract.ts'
import { typeName } from '../../kernel/rpc/schemas.ts'

const change = z.object({
  type: z.string(),
  title: z.string(),
  kind: z.enum(['added', 'changed', 'refused']),
  /** Of a changed record: the fields that get another value. */
  fields: z.array(z.string()),
})
export type ConfigurationChange = z.output<typeof change>

export const configurationRpc = {
  /** Writes every record of the types that make up the configuration to one staged file. */
  export: command(z.strictObject({}), z.object({ file: z.string(), name: z.string(), counts: z.record(typeName, z.number()) })),

  /**
   * Takes over such a file, as one operation: what it has and this data does not is added, what is different is changed, and
   * nothing is removed. `refused` are those that cannot be here, such as a filter on a record that is not there. With `dryRun`
   * it only says what would change. NOT_A_CONFIGURATION where the file is none.
   */
  import: command(
    z.strictObject({ file: z.string(), dryRun: z.boolean().optional() }),
    z.object({ op: z.string().optional(), changes: z.array(change), same: z.number() }),
  ),
}
