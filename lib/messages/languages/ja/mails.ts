import type { MailWords } from '../../mail-words'
import { sentence } from '../../sentence'
import type { Untranslated } from '../untranslated'

export const mails: Untranslated<MailWords> = {
  link: {
    password: {
      subject: (brand) => `${brand} のパスワードの再設定`,
      title: 'パスワードの再設定',
      intro: (brand) => sentence`${brand} で、次のアカウントのパスワードを再設定する依頼がありました。`,
      button: 'パスワードの再設定',
      keepSecret:
        'このメールを転送しないでください。リンクを知っている人は、あなたのアカウントのパスワードを変更できます。',
    },
  },
  code: {
    password: {
      subject: (brand) => `${brand} の確認コード`,
      title: 'パスワード再設定の確認コード',
      intro: (brand) => sentence`${brand} で、次のアカウントのパスワードを再設定する依頼がありました。`,
      keepSecret:
        '相手が誰であっても、このコードを教えないでください。電話、メール、チャットでコードをお尋ねすることはありません。',
    },
  },
  ifYouLink: 'ご本人による依頼の場合は、次のリンクを開いて続けてください。',
  ifYouCode: 'ご本人による依頼の場合は、依頼した画面で次のコードを入力してください。',
  orCopy: 'ボタンが使えない場合は、次のリンクをブラウザーに貼り付けてください。',
  linkGood: (duration) => `リンクの有効期間: ${duration}`,
  codeGood: (duration) => `コードの有効期間: ${duration}`,
  ifNotYou: { password: 'お心当たりがない場合は、何もする必要はありません。パスワードは変わりません。' },
  noAccount: {
    subject: (brand) => `${brand} にこのアドレスのアカウントはありません`,
    title: 'このアドレスのアカウントはありません',
    intro: (brand) =>
      sentence`${brand} で、このメールアドレスを使ってパスワードを再設定する依頼がありましたが、このアドレスのアカウントはありません。`,
    ifYou: 'ご本人による依頼の場合は、別のアドレスで登録した可能性があります。そのアドレスでお試しください。',
    ifNotYou: 'お心当たりがない場合は、何もする必要はありません。',
  },
  changed: {
    subject: (brand) => `${brand} のパスワードが変更されました`,
    title: 'パスワードが変更されました',
    intro: (brand) => sentence`${brand} の次のアカウントのパスワードが変更されました。`,
    ifYou: 'ご本人による変更の場合は、何もする必要はありません。',
    ifNotYou:
      'お心当たりがない場合は、ほかの人があなたのアカウントを使っている可能性があります。アプリの「パスワードを忘れた場合」から今すぐパスワードを再設定し、あなたのメールをほかの人が読めないか確認してください。',
  },
  whoAsked: '依頼の詳細',
  whoChanged: '変更の詳細',
  automatic: (sender) => sentence`このメールは ${sender} から自動的に送信されました。返信してもお読みできません。`,
}
