import { z } from 'zod'

const clusterSchema = z.object({
  superuserUrl: z.string(),
  postgresUrl: z.string(),
  apiUrl: z.string(),
})

/** The cluster of this test run: URLs of its database `postgres`, for three roles. */
export type TestCluster = z.infer<typeof clusterSchema>

const VARIABLE = 'VALENCE_TEST_CLUSTER'

/** Lets every process of this run know the cluster. The environment reaches workers and what they start. */
export function publishCluster(cluster: TestCluster): void {
  process.env[VARIABLE] = JSON.stringify(cluster)
}

/** The cluster of this run. */
export function testCluster(): TestCluster {
  const text = process.env[VARIABLE]
  if (text === undefined) {
    throw new Error(
      'No test cluster runs. Start the tests with vitest from the top folder: its global set-up starts one.',
    )
  }
  return clusterSchema.parse(JSON.parse(text))
}
