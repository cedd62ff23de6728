/** How many cases a test makes up and from which seed: `npm run fuzz` and `npm run crash` ask for more than the tests do. */
export const fuzzing = (few: number): { count: number; seed: number } => ({
  count: Number(process.env['CALEPIN_CASES'] ?? few),
  seed: Number(process.env['CALEPIN_SEED'] ?? Math.floor(Math.random() * 2 ** 31)),
})
