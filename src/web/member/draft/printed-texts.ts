/** The words of the papers that the platform fills. */
export const PRINTED = {
  application: '看、打印申请书（PDF）',
  proof: '看、打印参保证明（PDF）',
} as const;
