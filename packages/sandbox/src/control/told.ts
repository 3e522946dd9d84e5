/** What a verb did, and what there is to see of it. */
export interface Told {
  message: string;
}
