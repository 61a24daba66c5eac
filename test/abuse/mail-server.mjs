/** A mail server in a process of its own: what it costs to take a mail must not slow the homeserver down. It forgets what it takes. */
import { SMTPServer } from 'smtp-server'

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, callback) {
    stream.on('end', () => callback())
    stream.resume()
  },
})
server.on('error', () => {})
const listener = server.listen(0, '127.0.0.1', () => process.send?.(listener.address()))
process.on('disconnect', () => process.exit())
