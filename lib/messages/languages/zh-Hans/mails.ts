import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) => sentence`有人请求为以下 ${brand} 账号设置新密码：`
const keepCodeSecret = '请勿将此验证码告诉任何人，无论对方自称是谁。我们绝不会通过电话、邮件或聊天索要验证码。'
const dontConfirm = '如果不是您本人，请不要确认：否则您的邮箱地址会归他人的账号所有。您无需做任何事。'
const nothingChanged = '如果不是您本人，您无需做任何事：没有任何更改。'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `重置您在 ${brand} 的密码`,
      title: '重置您的密码',
      intro: passwordIntro,
      button: '重置密码',
      keepSecret: '请勿转发此邮件。任何拿到此链接的人都可以为您的账号设置新密码。',
    },
    register: {
      subject: (brand) => `确认您的邮箱地址以注册 ${brand}`,
      title: '确认您的邮箱地址以完成注册',
      intro: (brand) => sentence`有人正在使用此邮箱地址注册 ${brand}。如果您确认，它将归一个新账号所有。`,
      button: '确认并注册',
      keepSecret: '请勿转发此邮件。任何拿到此链接的人都可以使用您的邮箱地址注册。',
    },
    '3pid': {
      subject: (brand) => `将此邮箱地址添加到 ${brand} 的一个账号`,
      title: '将此邮箱地址添加到一个账号',
      intro: (brand) => sentence`有人想将此邮箱地址添加到 ${brand} 的一个账号。如果您确认，它将归该账号所有。`,
      button: '添加邮箱地址',
      keepSecret: '请勿转发此邮件。任何拿到此链接的人都可以将您的邮箱地址添加到一个账号。',
    },
  },
  code: {
    password: {
      subject: (brand) => `用于重置您在 ${brand} 的密码的验证码`,
      title: '用于重置您的密码的验证码',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `用于注册 ${brand} 的验证码`,
      title: '用于注册的验证码',
      intro: (brand) => sentence`有人正在使用此邮箱地址注册 ${brand}。使用此验证码后，它将归一个新账号所有。`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `用于将此邮箱地址添加到 ${brand} 的一个账号的验证码`,
      title: '用于将此邮箱地址添加到一个账号的验证码',
      intro: (brand) => sentence`有人想将此邮箱地址添加到 ${brand} 的一个账号。使用此验证码后，它将归该账号所有。`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: '如果是您本人，请在此继续：',
  ifYouCode: '如果是您本人，请在请求验证码的地方输入：',
  orCopy: '如果按钮无法使用，请将此链接复制到浏览器中：',
  linkGood: (duration) => `此链接在 ${duration}内有效。`,
  codeGood: (duration) => `此验证码在 ${duration}内有效。`,
  ifNotYou: {
    password: '如果不是您本人，您无需做任何事：您的密码不会改变。',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: '您也可以取消此请求，这样就没有人能再使用它：',
  stop: '取消此请求',
  noAccount: {
    subject: (brand) => `${brand} 没有使用此邮箱地址的账号`,
    title: '没有使用此邮箱地址的账号',
    intro: (brand) => sentence`有人请求在 ${brand} 重置密码，并填写了此邮箱地址。那里没有使用此邮箱地址的账号。`,
    ifYou: '如果是您本人，您可能使用了其他邮箱地址注册：请用那个地址试一试。',
    ifNotYou: '如果不是您本人，您无需做任何事。',
  },
  inUse: {
    register: {
      subject: (brand) => `此邮箱地址在 ${brand} 已有账号`,
      title: '此邮箱地址已有账号',
      intro: (brand) => sentence`有人尝试使用此邮箱地址注册 ${brand}。那里已有账号使用它，因此不能用来注册新账号。`,
      ifYou: '如果是您本人，请直接登录该账号。如果您忘记了密码，请在应用中选择“忘记密码”，并填写此邮箱地址。',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `此邮箱地址已添加到 ${brand} 的一个账号`,
      title: '此邮箱地址已添加到一个账号',
      intro: (brand) => sentence`有人尝试将此邮箱地址添加到 ${brand} 的一个账号。那里已有账号使用它。`,
      ifYou:
        '如果是您本人，它可能已在此账号中，或在您的另一个账号中。要在这里使用它，请先登录另一个账号，并从中移除它。如果您忘记了那个账号的密码，请在应用中选择“忘记密码”，并填写此邮箱地址。',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `您在 ${brand} 的密码已更改`,
    title: '您的密码已更改',
    intro: (brand) => sentence`以下 ${brand} 账号的密码刚刚被更改：`,
    ifYou: '如果是您本人，一切正常：您无需做任何事。',
    ifNotYou:
      '如果不是您本人，可能有他人正在使用您的账号。请立即通过应用中的“忘记密码”重置密码，并检查还有谁能阅读您的邮件。',
  },
  whoAsked: '请求来自',
  whoChanged: '更改来自',
  automatic: (sender) => sentence`此邮件由 ${sender} 自动发送。回复不会被阅读。`,
}
