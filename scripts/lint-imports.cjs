// ESLint's rule for the direction of imports, made from the list of rooms. .eslintrc.json extends it for lib/.
const { join } = require('node:path')
const { rooms, roomsOfMessages } = require('./rooms.cjs')

/**
 * One zone for each row of a list but the first: its rooms import nothing from the rows above.
 * @param {readonly (readonly string[])[]} rows
 * @param {string} folder
 */
const zonesOf = (rows, folder) =>
  rows.slice(1).map((row, index) => ({
    target: row.map((room) => `${folder}/${room}`),
    from: rows
      .slice(0, index + 1)
      .flat()
      .map((room) => `${folder}/${room}`),
    message: 'Imports run down the lists in scripts/rooms.cjs, never up.',
  }))

const zones = [...zonesOf(rooms, './lib'), ...zonesOf(roomsOfMessages, './lib/messages')]

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
