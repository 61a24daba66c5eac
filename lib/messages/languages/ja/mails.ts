import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) =>
  sentence`${brand} で、次のアカウントのパスワードを再設定するリクエストがありました。`
const keepCodeSecret =
  '相手が誰であっても、このコードを教えないでください。電話、メール、チャットでコードをお尋ねすることはありません。'
const dontConfirm =
  'お心当たりがない場合は、確認の手続きをしないでください。ほかの人のアカウントにあなたのメールアドレスが登録されてしまいます。何もする必要はありません。'
const nothingChanged = 'お心当たりがない場合は、何もする必要はありません。何も変更されていません。'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `${brand} のパスワードの再設定`,
      title: 'パスワードの再設定',
      intro: passwordIntro,
      button: 'パスワードを再設定',
      keepSecret:
        'このメールを転送しないでください。リンクを知っている人は、あなたのアカウントのパスワードを変更できます。',
    },
    register: {
      subject: (brand) => `${brand} の新規登録のためのメールアドレスの確認`,
      title: '新規登録のためのメールアドレスの確認',
      intro: (brand) =>
        sentence`${brand} で、このメールアドレスを使って新規登録するリクエストがありました。確認の手続きをすると、新しいアカウントにこのメールアドレスが登録されます。`,
      button: '確認して新規登録',
      keepSecret:
        'このメールを転送しないでください。リンクを知っている人は、あなたのメールアドレスで新規登録できます。',
    },
    '3pid': {
      subject: (brand) => `${brand} のアカウントへのメールアドレスの追加`,
      title: 'アカウントへのメールアドレスの追加',
      intro: (brand) =>
        sentence`${brand} で、アカウントにこのメールアドレスを追加するリクエストがありました。確認の手続きをすると、そのアカウントに追加されます。`,
      button: 'メールアドレスを追加',
      keepSecret:
        'このメールを転送しないでください。リンクを知っている人は、あなたのメールアドレスをアカウントに追加できます。',
    },
  },
  code: {
    password: {
      subject: (brand) => `${brand} のパスワード再設定の確認コード`,
      title: 'パスワード再設定の確認コード',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `${brand} の新規登録の確認コード`,
      title: '新規登録の確認コード',
      intro: (brand) =>
        sentence`${brand} で、このメールアドレスを使って新規登録するリクエストがありました。このコードで、新しいアカウントにこのメールアドレスが登録されます。`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `${brand} のアカウントへのメールアドレス追加の確認コード`,
      title: 'アカウントへのメールアドレス追加の確認コード',
      intro: (brand) =>
        sentence`${brand} で、アカウントにこのメールアドレスを追加するリクエストがありました。このコードで、そのアカウントに追加されます。`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'ご自身によるリクエストの場合は、こちらから続けてください。',
  ifYouCode: 'ご自身によるリクエストの場合は、リクエストした画面で次のコードを入力してください。',
  orCopy: 'ボタンが使えない場合は、次のリンクをブラウザーに貼り付けてください。',
  linkGood: (duration) => `リンクの有効期間: ${duration}`,
  codeGood: (duration) => `コードの有効期間: ${duration}`,
  ifNotYou: {
    password: 'お心当たりがない場合は、何もする必要はありません。パスワードは変わりません。',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: 'リクエストを取り消して、誰も使えないようにすることもできます。',
  stop: 'このリクエストを取り消す',
  noAccount: {
    subject: (brand) => `${brand} にこのメールアドレスのアカウントはありません`,
    title: 'このメールアドレスのアカウントはありません',
    intro: (brand) =>
      sentence`${brand} で、このメールアドレスを使ってパスワードを再設定するリクエストがありましたが、このメールアドレスのアカウントはありません。`,
    ifYou:
      'ご自身によるリクエストの場合は、別のメールアドレスで登録した可能性があります。そのメールアドレスでお試しください。',
    ifNotYou: 'お心当たりがない場合は、何もする必要はありません。',
  },
  inUse: {
    register: {
      subject: (brand) => `${brand} にこのメールアドレスのアカウントがすでにあります`,
      title: 'このメールアドレスのアカウントがすでにあります',
      intro: (brand) =>
        sentence`${brand} で、このメールアドレスを使って新規登録するリクエストがありました。このメールアドレスのアカウントがすでにあるため、新しいアカウントには使えません。`,
      ifYou:
        'ご自身によるリクエストの場合は、そのアカウントにログインしてください。パスワードがわからない場合は、アプリの「パスワードを忘れた場合」を選び、このメールアドレスを入力してください。',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `このメールアドレスはすでに ${brand} のアカウントに登録されています`,
      title: 'このメールアドレスはすでにアカウントに登録されています',
      intro: (brand) =>
        sentence`${brand} で、アカウントにこのメールアドレスを追加するリクエストがありましたが、すでにアカウントに登録されています。`,
      ifYou:
        'ご自身によるリクエストの場合は、このアカウントか、ご自身の別のアカウントにすでに登録されている可能性があります。ここで使うには、先に別のアカウントにログインして、そこから削除してください。そのパスワードがわからない場合は、アプリの「パスワードを忘れた場合」を選び、このメールアドレスを入力してください。',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `${brand} のパスワードが変更されました`,
    title: 'パスワードが変更されました',
    intro: (brand) => sentence`${brand} の次のアカウントのパスワードが変更されました。`,
    ifYou: 'ご自身による変更の場合は、何もする必要はありません。',
    ifNotYou:
      'お心当たりがない場合は、ほかの人があなたのアカウントを使っている可能性があります。アプリの「パスワードを忘れた場合」から今すぐパスワードを再設定し、あなたのメールをほかの人が読めないか確認してください。',
  },
  whoAsked: 'リクエストの詳細',
  whoChanged: '変更の詳細',
  automatic: (sender) => sentence`このメールは ${sender} から自動的に送信されました。返信してもお読みできません。`,
}
