import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

const things = { email: '邮箱地址', msisdn: '手机号' }

const closePage = '您可以关闭此页面。'
const notMe = '不是我'

const confirmPassword: ConfirmWords = {
  title: '您请求设置新密码了吗？',
  intro: (brand) => sentence`有人请求重置以下 ${brand} 账号的密码：`,
  button: '是的，重置我的密码',
  notMeHint: '取消此请求。您的密码不会改变。',
  confirmed: {
    title: '您已确认重置密码',
    intro: (brand) => sentence`现在可以重置以下 ${brand} 账号的密码：`,
    button: '继续',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: '您正在注册吗？',
  intro: (brand) => sentence`有人正在注册 ${brand}。如果您确认，您的${thing}将归新账号所有。`,
  button: '是的，我要注册',
  notMeHint: `取消此请求。没有人会得到您的${thing}。`,
  confirmed: {
    title: '您已确认注册',
    intro: (brand) => sentence`现在可以在 ${brand} 使用您的${thing}创建新账号。`,
    button: '继续',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `您要添加您的${thing}吗？`,
  intro: (brand) => sentence`有人想将您的${thing}添加到 ${brand} 的一个账号。如果您确认，它将归该账号所有。`,
  button: `是的，添加我的${thing}`,
  notMeHint: `取消此请求。没有人会得到您的${thing}。`,
  confirmed: {
    title: `您已确认您的${thing}`,
    intro: (brand) => sentence`现在可以将您的${thing}添加到 ${brand} 的一个账号。`,
    button: '继续',
  },
})

const stop = '取消此请求'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack = '请返回您发出请求的应用。有些应用会自动继续；如果没有，请点击“继续”。'

const done = (title: string, thing: string): Notice => ({ title, paragraphs: [`您的${thing}已确认。`, goBack] })

const linksAreOff = '之前发送的链接和验证码已失效。'
const codeIsOff = '此验证码已失效。'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} 已通过邮件发送${ofDigits(digits)}。`,
    msisdn: (brand, digits) => sentence`${brand} 已通过短信发送${ofDigits(digits)}。`,
  },
  timeLeft: (left, time) => `剩余时间：${left}（至 ${time}）`,
  newest: '如果您收到多个验证码，请输入最新的一个。',
  label: '验证码',
  button: '继续',
  keepSecret: '有人向您索要此验证码吗？请不要告诉对方，并关闭此页面。',
  wrong: '验证码不正确。请查看最新的消息，重新输入其中的验证码。',
  notACode: (digits) =>
    digits === 0 ? '这不是验证码。请输入消息中的数字。' : `这不是验证码。请输入消息中的 ${digits} 位数字。`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? '验证码' : ` ${digits} 位验证码`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `是别人让您打开此页面的吗？那么请选择“${notMe}”。`,
  notMe,
  stop: {
    password: byMedium(things, () => stopQuestion('要取消重置密码吗？', confirmPassword.intro)),
    register: byMedium(things, (thing) => stopQuestion('要取消注册吗？', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) => stopQuestion(`要取消添加您的${thing}吗？`, confirm3pid(thing).intro)),
  },
  stopHint: '如果这是您本人的请求，直接关闭此页面即可。',
  done: {
    password: byMedium(things, (thing) => done('现在请设置新密码', thing)),
    register: byMedium(things, (thing) => done('现在请完成注册', thing)),
    '3pid': byMedium(things, (thing) => done(`现在请完成添加您的${thing}`, thing)),
  },
  goOn: '设置新密码',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: '重置密码已取消',
        paragraphs: [`没有任何更改：您的密码仍和原来一样。${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: '您的密码可能已被更改',
        paragraphs: [
          '请求已取消，但当时有人正在设置新密码。',
          '请现在尝试登录。如果您的密码无法使用，请立即通过应用中的“忘记密码”重置。如果可以使用，请让所有您不认识的设备退出登录。',
          `然后检查还有谁能阅读发送到您的${thing}的消息。`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: '注册已取消',
        paragraphs: [`没有账号因此请求得到您的${thing}。${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `一个新账号可能已使用您的${thing}`,
        paragraphs: ['请求已取消，但当时有人正在完成注册。', `请联系此服务器的管理者，从新账号中移除您的${thing}。`],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `您的${thing}没有被添加`,
        paragraphs: [`请求已取消。${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `一个账号可能已添加您的${thing}`,
        paragraphs: ['请求已取消，但当时有人正在添加。', `请联系此服务器的管理者，从该账号中移除您的${thing}。`],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: '重置密码已取消',
      paragraphs: [`${codeIsOff}没有任何更改：您的密码仍和原来一样。`, closePage],
    })),
    register: byMedium(things, () => ({ title: '注册已取消', paragraphs: [codeIsOff, closePage] })),
    '3pid': byMedium(things, (thing) => ({
      title: `您的${thing}没有被添加`,
      paragraphs: [`${codeIsOff}没有添加任何内容。`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => '输入验证码以重置密码'),
      register: byMedium(things, () => '输入验证码以完成注册'),
      '3pid': byMedium(things, (thing) => `输入验证码以添加您的${thing}`),
    },
    stop,
    stopHint: '您没有请求验证码吗？那么请取消此请求。',
  },
  errorPrefix: '错误',
  expired: {
    title: { link: '此链接已失效', code: '此验证码已失效', either: '此链接或验证码已失效' },
    why: '它可能已被使用、已过期，或已被更新的取代。',
  },
  wrong: {
    title: { link: '此链接不正确', code: '此验证码不正确', either: '此链接或验证码不正确' },
    hint: {
      link: '可能缺少了一部分。请重新打开消息中的链接，或将完整的链接复制到浏览器中。',
      code: '请查看最新的消息，重新输入其中的验证码。',
      either: '可能缺少了一部分。请查看最新的消息，然后重试。',
    },
  },
  askInApp: {
    email: '请返回您发出请求的地方，并在那里请求发送新的邮件。',
    msisdn: '请返回您发出请求的地方，并在那里请求发送新的短信。',
  },
  askHere: '您可以在这里重新开始。',
  startAgain: '重新开始',
  tooManyTries: {
    title: '验证码错误次数过多',
    why: '为安全起见，此验证码已失效。没有任何更改。',
    wait: (duration) => `您可以在 ${duration}后请求新的验证码。如果不想等待，请在应用中取消，然后从头开始。`,
    startOver: '请在应用中取消，然后从头开始。',
  },
  limited: {
    title: '请稍候',
    why: '短时间内的请求过多：来自您，或与您共用网络连接的其他人。没有任何更改。',
    wait: (duration) => `请等待 ${duration}，然后重试。`,
  },
  unavailable: {
    title: '目前无法进行此操作',
    paragraphs: ['问题出在我们这边，与您无关。请稍候再试。'],
  },
  tryAgain: '重试',
  error: {
    title: '操作未成功',
    paragraphs: ['请重新打开消息中的链接，或在您发出请求的地方重新开始。'],
    code: (errcode) => sentence`寻求帮助时，请提供此代码：${errcode}`,
  },
}
