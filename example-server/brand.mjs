/** Of every mail and page. The example's own pages have the name from here, and the color in pages/style.css. */
export const brand = { name: 'Example homeserver', color: '#0b5cad' }
