declare module 'virtual:libraries' {
  /** What the product is made of, with the licence that each gives of itself. */
  export const libraries: readonly { readonly name: string; readonly version: string; readonly licence: string }[]
}
