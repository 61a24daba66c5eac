/** The purpose of a token: a new password, a new account, or another address of an account. */
export type Flow = 'password' | 'register' | '3pid'

export const flows = ['password', 'register', '3pid'] as const satisfies readonly Flow[]
