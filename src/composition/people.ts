/** People of a demonstration, each a click. */
export type DemonstrationPeople = readonly {
  readonly key: string;
  /** Who it is and what to try: `县级经办人 郑敏：有三份名单等您审核`. */
  readonly title: string;
  readonly officeId: string;
  readonly accountId: string;
}[];
