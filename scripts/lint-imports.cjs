// The part of ESLint's configuration that is made from the list of rooms: .eslintrc.json extends it for lib/.
const { join } = require('node:path')
const { rooms } = require('./rooms.cjs')

/** @param {string} name */
const inLib = (name) => `./lib/${name}`

const zones = rooms.slice(1).map((row, index) => ({
  target: row.map(inLib),
  from: rooms
    .slice(0, index + 1)
    .flat()
    .map(inLib),
  message: 'Imports run down the list in scripts/rooms.cjs, never up.',
}))

module.exports = {
  plugins: ['import-x'],
  settings: {
    'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.mts'] },
    'import-x/extensions': ['.ts', '.mts'],
    'import-x/resolver': { node: { extensions: ['.ts', '.mts', '.js', '.json'] } },
  },
  rules: {
    'import-x/no-restricted-paths': ['error', { basePath: join(__dirname, '..'), zones }],
    'import-x/no-cycle': 'error',
  },
}
