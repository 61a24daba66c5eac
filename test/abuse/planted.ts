/** What must never be told: each is planted where the package meets it, and looked for in what it tells. */
export class Planted {
  private readonly secrets = new Set<string>()

  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) if (secret !== undefined && secret !== '') this.secrets.add(secret)
  }

  /** Which of them stand in these. */
  foundIn(told: unknown): string[] {
    const text = JSON.stringify(told)
    return [...this.secrets].filter((secret) => text.includes(secret))
  }

  get size(): number {
    return this.secrets.size
  }
}
