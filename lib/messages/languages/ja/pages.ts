import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

const things = { email: 'メールアドレス', msisdn: '電話番号' }

const closePage = 'このページは閉じてかまいません。'
const notMe = '私ではありません'

const confirmPassword: ConfirmWords = {
  title: '新しいパスワードをリクエストしましたか？',
  intro: (brand) => sentence`${brand} で、次のアカウントのパスワードを再設定するリクエストがありました。`,
  button: 'はい、パスワードを再設定します',
  notMeHint: 'リクエストを取り消します。パスワードは変わりません。',
  confirmed: {
    title: 'パスワードの再設定は確認済みです',
    intro: (brand) => sentence`${brand} の次のアカウントのパスワードを再設定できます。`,
    button: '続ける',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: '新規登録をしますか？',
  intro: (brand) =>
    sentence`${brand} で新規登録のリクエストがありました。「はい」を選ぶと、新しいアカウントにあなたの${thing}が登録されます。`,
  button: 'はい、新規登録します',
  notMeHint: `リクエストを取り消します。あなたの${thing}はどこにも登録されません。`,
  confirmed: {
    title: '新規登録は確認済みです',
    intro: (brand) => sentence`${brand} で、あなたの${thing}を使って新しいアカウントを作成できます。`,
    button: '続ける',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `${thing}を追加しますか？`,
  intro: (brand) =>
    sentence`${brand} で、アカウントにあなたの${thing}を追加するリクエストがありました。「はい」を選ぶと、そのアカウントに追加されます。`,
  button: `はい、${thing}を追加します`,
  notMeHint: `リクエストを取り消します。あなたの${thing}は追加されません。`,
  confirmed: {
    title: `${thing}は確認済みです`,
    intro: (brand) => sentence`${brand} のアカウントにあなたの${thing}を追加できます。`,
    button: '続ける',
  },
})

const stop = 'このリクエストを取り消す'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack =
  'リクエストしたアプリに戻ってください。自動的に次へ進むアプリもあります。進まない場合は「続ける」を押してください。'

const done = (title: string, thing: string): Notice => ({
  title,
  paragraphs: [`${thing}を確認しました。`, goBack],
})

const linksAreOff = 'これまでに送られたリンクやコードは使えなくなりました。'
const codeIsOff = 'このコードは使えなくなりました。'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} が${ofDigits(digits)}をメールで送信しました。`,
    msisdn: (brand, digits) => sentence`${brand} が${ofDigits(digits)}を SMS で送信しました。`,
  },
  timeLeft: (left, time) => `残り時間: ${left} (${time} まで)`,
  newest: '複数届いた場合は、いちばん新しいものを入力してください。',
  label: 'コード',
  button: '続ける',
  keepSecret: '誰かにこのコードを尋ねられましたか？ 教えずに、このページを閉じてください。',
  wrong: 'コードが正しくありません。いちばん新しいメッセージを見て、コードをもう一度入力してください。',
  notACode: (digits) =>
    digits === 0
      ? 'これはコードではありません。メッセージにある数字を入力してください。'
      : `これはコードではありません。メッセージにある ${digits} 桁の数字を入力してください。`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'コード' : ` ${digits} 桁のコード`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `ほかの人に言われてこのページを開きましたか？ その場合は「${notMe}」を選んでください。`,
  notMe,
  stop: {
    password: byMedium(things, () => stopQuestion('パスワードの再設定を取り消しますか？', confirmPassword.intro)),
    register: byMedium(things, () =>
      stopQuestion('新規登録を取り消しますか？', (brand) => sentence`${brand} で新規登録のリクエストがありました。`),
    ),
    '3pid': byMedium(things, (thing) =>
      stopQuestion(
        `${thing}の追加を取り消しますか？`,
        (brand) => sentence`${brand} で、アカウントにあなたの${thing}を追加するリクエストがありました。`,
      ),
    ),
  },
  stopHint: 'ご自身によるリクエストの場合は、このページを閉じるだけでかまいません。',
  done: {
    password: byMedium(things, (thing) => done('次に新しいパスワードを設定してください', thing)),
    register: byMedium(things, (thing) => done('次に新規登録を完了してください', thing)),
    '3pid': byMedium(things, (thing) => done(`次に${thing}の追加を完了してください`, thing)),
  },
  goOn: '新しいパスワードを設定する',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'パスワードの再設定を取り消しました',
        paragraphs: [`何も変更されていません。パスワードは今までと同じです。${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'パスワードが変更された可能性があります',
        paragraphs: [
          'リクエストは取り消しましたが、そのとき誰かが新しいパスワードを設定しているところでした。',
          '今すぐログインしてみてください。パスワードが使えない場合は、アプリの「パスワードを忘れた場合」からすぐに再設定してください。使える場合は、心当たりのない端末をすべてログアウトさせてください。',
          `そのあと、あなたの${thing}に届くメッセージをほかの人が読めないか確認してください。`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: '新規登録を取り消しました',
        paragraphs: [
          `このリクエストで、あなたの${thing}がアカウントに登録されることはありません。${linksAreOff}`,
          closePage,
        ],
      },
      mayBeUsed: {
        title: `新しいアカウントにあなたの${thing}が登録された可能性があります`,
        paragraphs: [
          'リクエストは取り消しましたが、そのとき誰かが新規登録を完了しているところでした。',
          `新しいアカウントからあなたの${thing}を削除するよう、このサーバーの運営者に依頼してください。`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `${thing}の追加を取り消しました`,
        paragraphs: [`何も追加されていません。${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `アカウントにあなたの${thing}が追加された可能性があります`,
        paragraphs: [
          'リクエストは取り消しましたが、そのとき誰かが追加しているところでした。',
          `そのアカウントからあなたの${thing}を削除するよう、このサーバーの運営者に依頼してください。`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'パスワードの再設定を取り消しました',
      paragraphs: [`${codeIsOff}何も変更されていません。パスワードは今までと同じです。`, closePage],
    })),
    register: byMedium(things, () => ({ title: '新規登録を取り消しました', paragraphs: [codeIsOff, closePage] })),
    '3pid': byMedium(things, (thing) => ({
      title: `${thing}の追加を取り消しました`,
      paragraphs: [`${codeIsOff}何も追加されていません。`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'パスワード再設定のコードを入力'),
      register: byMedium(things, () => '新規登録のコードを入力'),
      '3pid': byMedium(things, (thing) => `${thing}を追加するコードを入力`),
    },
    stop,
    stopHint: 'コードに心当たりがない場合は、リクエストを取り消してください。',
  },
  errorPrefix: 'エラー',
  expired: {
    title: {
      link: 'このリンクは使えなくなりました',
      code: 'このコードは使えなくなりました',
      either: 'このリンクまたはコードは使えなくなりました',
    },
    why: 'すでに使われたか、期限が切れたか、新しいものに置き換えられた可能性があります。',
  },
  wrong: {
    title: {
      link: 'リンクが正しくありません',
      code: 'コードが正しくありません',
      either: 'リンクまたはコードが正しくありません',
    },
    hint: {
      link: '一部が欠けている可能性があります。メッセージのリンクをもう一度開くか、リンク全体をブラウザーに貼り付けてください。',
      code: 'いちばん新しいメッセージを見て、コードをもう一度入力してください。',
      either: '一部が欠けている可能性があります。いちばん新しいメッセージを見て、もう一度お試しください。',
    },
  },
  askInApp: {
    email: 'リクエストした画面に戻って、新しいメールをリクエストしてください。',
    msisdn: 'リクエストした画面に戻って、新しい SMS をリクエストしてください。',
  },
  askHere: 'ここで最初からやり直せます。',
  startAgain: '最初からやり直す',
  tooManyTries: {
    title: '間違ったコードが続きました',
    why: '安全のため、このコードは使えなくなりました。何も変更されていません。',
    wait: (duration) =>
      `新しいコードをリクエストできるまで、あと ${duration}です。待てない場合は、アプリでキャンセルして、最初からやり直してください。`,
    startOver: 'アプリでキャンセルして、最初からやり直してください。',
  },
  limited: {
    title: '少しお待ちください',
    why: '短い時間に多くのリクエストがありました。ご自身か、同じインターネット接続を使っているほかの人によるものです。何も変更されていません。',
    wait: (duration) => `${duration}待ってから、もう一度お試しください。`,
  },
  unavailable: {
    title: '現在ご利用いただけません',
    paragraphs: ['問題はこちら側にあります。少し待ってから、もう一度お試しください。'],
  },
  tryAgain: 'もう一度試す',
  error: {
    title: 'うまくいきませんでした',
    paragraphs: ['メッセージのリンクをもう一度開くか、リクエストした画面で最初からやり直してください。'],
    code: (errcode) => sentence`お問い合わせの際は、次のコードをお知らせください: ${errcode}`,
  },
}
