import { createRequire } from 'node:module'

const requireFromHere = createRequire(__filename)

/**
 * Loads an optional peer dependency. Called inside a factory, never at the top of a module: whoever does not use a sender
 * need not install its library.
 *
 * @throws Error that names the factory and the `npm install` that mends it, where the package is missing
 */
export function loadPeer(factory: string, packageName: string): unknown {
  checkPeer(factory, packageName)
  return requireFromHere(packageName)
}

/**
 * Checks that an optional peer dependency is installed, without loading it.
 *
 * @throws Error that names the factory and the `npm install` that mends it, where the package is missing
 */
export function checkPeer(factory: string, packageName: string): void {
  try {
    requireFromHere.resolve(packageName)
  } catch (error) {
    throw new Error(`${factory} needs the package ${packageName}, which is not installed: npm install ${packageName}`, {
      cause: error,
    })
  }
}

/**
 * Loads an optional peer dependency whose CommonJS build requires ES modules, as Vonage's does: Node does that from 20.19,
 * and before that the package's own ES modules are imported.
 */
export async function importPeer(packageName: string): Promise<unknown> {
  try {
    return requireFromHere(packageName) as unknown
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ESM') throw error
    return (await import(packageName)) as unknown
  }
}
