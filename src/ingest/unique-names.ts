/** Gives names, and a number behind those that were given before: letters, letters~2. */
export class UniqueNames {
  /** by name, the number that the next of this name may have */
  private readonly numbers = new Map<string, number>();

  has(name: string): boolean {
    return this.numbers.has(name);
  }

  /** The name, if it was not given before; otherwise a new one like it. */
  give(name: string): string {
    const { numbers } = this;
    let number = numbers.get(name) ?? 1;
    let unique = number === 1 ? name : `${name}~${number}`;
    while (numbers.has(unique)) unique = `${name}~${++number}`;
    numbers.set(unique, 2);
    numbers.set(name, number + 1);
    return unique;
  }
}
