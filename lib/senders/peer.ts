/**
 * Loads an optional peer dependency with `load`. Called in a factory, never when a module is imported: whoever does not
 * use a sender need not install its library.
 *
 * @throws Error that names the factory and the `npm install` that adds the package, if it is missing
 */
export function loadPeer<Library>(factory: string, packageName: string, load: () => Library): Library {
  try {
    return load()
  } catch (error) {
    if (!isMissing(error, packageName)) throw error
    throw new Error(`${factory} needs the package ${packageName}, which is not installed: npm install ${packageName}`, {
      cause: error,
    })
  }
}

/** Whether this very package is missing. If the library itself misses a module, its own error says so. */
function isMissing(error: unknown, packageName: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'MODULE_NOT_FOUND' && message.split('\n', 1)[0]?.includes(`'${packageName}`) === true
}
