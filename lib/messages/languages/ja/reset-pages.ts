import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

/** @param what with a space where Latin letters meet Japanese ones */
function sent(what: 'メール' | 'SMS ', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  return {
    ...of,
    sent: (masked) => sentence`${masked} に${spaced(what)}を送信しました。`,
    sentIfKnown: (masked) =>
      sentence`${masked} が登録されたアカウントがここにあれば、そこに${spaced(what)}を送信しました。`,
    nothingCame: '届きませんか？',
    askedAgain: `リクエストをもう一度受け付けました。いちばん新しい${spaced(what)}だけが有効です。`,
    wasNotSent: `${what}を送信できませんでした。しばらくしてからもう一度お試しください。`,
  }
}

function spaced(what: 'メール' | 'SMS '): string {
  return what === 'メール' ? what : ` ${what}`
}

const fewMinutes = '届くまで数分かかることがあります。'
const emailThen = [
  fewMinutes,
  '迷惑メールのフォルダーを確認してください。',
  'アカウントに登録したメールアドレスかどうか確認してください。',
]
const smsThen = [fewMinutes, 'アカウントに登録した電話番号かどうか確認してください。']
const newCode = '新しいコードを送信'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'パスワードの再設定',
    intro: '新しいパスワードを設定するためのメッセージをお送りします。',
    email: { label: 'アカウントのメールアドレス', button: 'メールを送信' },
    msisdn: { country: '国', label: 'アカウントの電話番号', button: 'SMS を送信' },
    or: 'または',
    problem: {
      email: {
        invalid: 'これはメールアドレスではありません。例: name@example.org',
        unknown: 'ここにこのメールアドレスのアカウントはありません。別のメールアドレスで登録した可能性があります。',
        denied: 'このメールアドレスはここでは使えません。',
        'not-sent': 'メールを送信できませんでした。しばらくしてからもう一度お試しください。',
      },
      msisdn: {
        invalid: 'これは上の国の携帯電話番号ではありません。両方を確認してください。',
        unknown: 'ここにこの電話番号のアカウントはありません。別の電話番号で登録した可能性があります。',
        denied: 'この電話番号には SMS を送信できません。',
        'not-sent': 'SMS を送信できませんでした。しばらくしてからもう一度お試しください。',
      },
    },
  },
  link: {
    email: sent('メール', {
      title: 'メールを確認してください',
      whatThen: emailThen,
      sendAgain: 'メールをもう一度送信',
    }),
    msisdn: sent('SMS ', { title: 'SMS を確認してください', whatThen: smsThen, sendAgain: 'SMS をもう一度送信' }),
  },
  goOnThere: '届いたリンクを開いてください。新しいパスワードはそこで設定します。このページはもう必要ありません。',
  reload: 'リンクを開きました',
  notYet: (button) =>
    `まだ確認されていません。最新のメッセージにあるリンクを開き、そのページで「${button}」を押してください。`,
  confirmed: {
    title: 'リンクを開いたブラウザーで続けてください',
    paragraphs: [
      '確認できました。新しいパスワードの入力欄は、リンクを開いたブラウザーにあります。',
      'このページは閉じてかまいません。',
    ],
  },
  code: {
    email: sent('メール', { title: 'メールのコードを入力', whatThen: emailThen, sendAgain: newCode }),
    msisdn: sent('SMS ', { title: 'SMS のコードを入力', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: '間違ったコードが続きました',
      paragraphs: ['安全のため、このコードは使えなくなりました。パスワードは変わりません。'],
    },
    expired: {
      title: 'このコードは使えなくなりました',
      paragraphs: ['期限が切れています。パスワードは変わりません。'],
    },
  },
  otherAddress: '別のメールアドレスや電話番号を使う',
  password: {
    title: '新しいパスワードの設定',
    label: '新しいパスワード',
    again: '同じパスワードをもう一度',
    rules: 'パスワードの条件:',
    logoutDevices: 'ほかのすべての端末をログアウトする',
    logoutHint: '以前のパスワードをほかの人が知っている可能性がある場合は、選んでください。',
    encrypted:
      'その場合、暗号化された過去のメッセージをもう一度読むには、リカバリーキーが必要です。このキーがない場合は、チェックを外してください。',
    button: 'パスワードを設定',
    empty: '新しいパスワードを入力してください。',
    different: '2 つのパスワードが違います。同じパスワードを 2 回入力してください。',
  },
  done: {
    title: 'パスワードが変更されました',
    signIn: '新しいパスワードでログインできます。',
    loggedOut: 'すべての端末をログアウトしました。',
    stayedIn: '端末はログインしたままです。',
    encrypted: '暗号化された過去のメッセージをもう一度読むには、リカバリーキーが必要です。',
  },
  nothingToGoOn: {
    title: '最初からやり直してください',
    paragraphs: [
      'このページのリクエストは、終了したか、期限が切れたか、別のブラウザーのものです。',
      'ブラウザーが Cookie をブロックしている場合は、このページで許可してください。',
    ],
  },
  passwordOver: {
    title: 'このリクエストは終了しました',
    paragraphs: [
      '新しいパスワードを設定したばかりの場合は、そのパスワードでログインしてください。',
      'そうでない場合は、最初からやり直してください。',
    ],
  },
  forbidden: {
    title: 'ここから最初からやり直してください',
    paragraphs: ['送信された内容がこのサーバーのページからのものではなかったため、何も変更されていません。'],
  },
}
