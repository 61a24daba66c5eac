/** A form's target and hidden fields; every value is put into the page escaped. */
export interface PageForm {
  /** A path of this server. */
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  /** `get` for a form that changes nothing. @default `post` */
  readonly method?: 'get' | 'post' | undefined
}
