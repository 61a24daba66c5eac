/** The look of the package's mails and pages. The example's own pages use this name; their color is in pages/style.css. */
export const brand = { name: 'Example homeserver', color: '#0b5cad' }
