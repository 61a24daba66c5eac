import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

function sent(what: '邮件' | '短信', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  return {
    ...of,
    sent: (masked) => sentence`我们已向 ${masked} 发送${what}。`,
    sentIfKnown: (masked) => sentence`如果这里有账号使用 ${masked}，我们已向其发送${what}。`,
    nothingCame: '没有收到？',
    askedAgain: `您已再次请求。只有最新的${what}有效。`,
    wasNotSent: notSent(what),
  }
}

function notSent(what: '邮件' | '短信'): string {
  return `${what}无法发送。请稍后再试。`
}

const fewMinutes = '可能需要几分钟。'
const emailThen = [fewMinutes, '请查看垃圾邮件文件夹。', '这是您账号的邮箱地址吗？']
const smsThen = [fewMinutes, '这是您账号的手机号吗？']
const newCode = '发送新的验证码'

export const resetPages: ResetPageWords = {
  ask: {
    title: '重置您的密码',
    intro: '我们会向您发送一条消息，您可以用它设置新密码。',
    email: { label: '您账号的邮箱地址', button: '发送邮件' },
    msisdn: { country: '国家或地区', label: '您账号的手机号', button: '发送短信' },
    or: '或',
    problem: {
      email: {
        invalid: '这不是邮箱地址。正确的格式如：name@example.org',
        unknown: '这里没有使用此邮箱地址的账号。您可能使用了其他地址注册。',
        denied: '此邮箱地址不能在这里使用。',
        'not-sent': notSent('邮件'),
      },
      msisdn: {
        invalid: '这不是上面所选国家或地区的手机号。请检查这两项。',
        unknown: '这里没有使用此手机号的账号。您可能使用了其他号码注册。',
        denied: '我们无法向此手机号发送短信。',
        'not-sent': notSent('短信'),
      },
    },
  },
  link: {
    email: sent('邮件', { title: '请查看您的邮箱', whatThen: emailThen, sendAgain: '重新发送邮件' }),
    msisdn: sent('短信', { title: '请查看您的手机', whatThen: smsThen, sendAgain: '重新发送短信' }),
  },
  goOnThere: '请打开其中的链接，并在那里设置新密码：您不再需要此页面。',
  reload: '我已打开链接',
  notYet: (button) => `尚未确认。请打开最新消息中的链接，然后在该页面上按“${button}”。`,
  confirmed: {
    title: '请在您打开链接的地方继续',
    paragraphs: ['已确认。设置新密码的表单在您打开链接的浏览器中。', '您可以关闭此页面。'],
  },
  code: {
    email: sent('邮件', { title: '输入邮件中的验证码', whatThen: emailThen, sendAgain: newCode }),
    msisdn: sent('短信', { title: '输入短信中的验证码', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: '验证码错误次数过多',
      paragraphs: ['为安全起见，此验证码已失效。您的密码不会改变。'],
    },
    expired: { title: '此验证码已失效', paragraphs: ['它已过期。您的密码不会改变。'] },
  },
  otherAddress: '使用其他邮箱地址或手机号',
  password: {
    title: '设置新密码',
    label: '新密码',
    again: '再次输入相同的密码',
    rules: '密码规则：',
    logoutDevices: '让我的所有其他设备退出登录',
    logoutHint: '如果其他人可能知道您的旧密码，请选择此项。',
    encrypted: '之后您需要使用恢复密钥，才能再次阅读较早的加密消息。如果您没有此密钥，请取消勾选。',
    button: '设置新密码',
    empty: '请输入新密码。',
    different: '两次输入的密码不同。请输入两次相同的密码。',
  },
  done: {
    title: '您的密码已更改',
    signIn: '您现在可以使用新密码登录。',
    loggedOut: '您的所有设备均已退出登录。',
    stayedIn: '您的设备仍保持登录。',
    encrypted: '要再次阅读较早的加密消息，您需要使用恢复密钥。',
  },
  nothingToGoOn: {
    title: '请重新开始',
    paragraphs: [
      '此页面所属的请求已结束或已过期，或来自另一个浏览器。',
      '如果您的浏览器阻止 Cookie，请允许此页面使用。',
    ],
  },
  passwordOver: {
    title: '此请求已结束',
    paragraphs: ['如果您刚刚设置了新密码，请使用新密码登录。', '如果没有，请重新开始。'],
  },
  forbidden: {
    title: '请在这里重新开始',
    paragraphs: ['提交的内容并非来自此服务器的页面，因此没有任何更改。'],
  },
}
