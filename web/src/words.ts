// Codes as a person reads them, and the families that share a colour and a letter on the map.

export const say = (code: string): string => code.replaceAll("_", " ");

const FAMILIES: [string, string, string[]][] = [
  ["A", "air", ["air_strike"]],
  ["S", "shell", ["shelling"]],
  ["B", "bomb", ["bombing", "suicide_bombing", "grenade", "chemical_attack"]],
  ["F", "fight", ["armed_clash", "siege", "deployment", "weapons_seized"]],
  ["T", "town", ["territory_taken", "territory_left", "control_state"]],
  ["V", "victim", ["attack_on_civilians", "sexual_violence", "abduction", "arrest", "other_harm", "destruction"]],
  ["P", "people", ["protest", "riot", "displacement", "aid", "agreement"]],
];

/** Letter and colour name of an event type; never the colour alone. */
export function family(type: string): { letter: string; name: string } {
  const found = FAMILIES.find(([, , types]) => types.includes(type));
  return found ? { letter: found[0], name: found[1] } : { letter: "?", name: "other" };
}
export const families = FAMILIES.map(([letter, name, types]) => ({ letter, name, types }));

export function days(start: string | null, end: string | null): string {
  if (!start) return "no date";
  return end && end !== start ? `${start} to ${end}` : start;
}

export function figures(low: number | null, best: number | null, high: number | null): string {
  if (low === null && high === null) return best === null ? "not known" : String(best);
  if (low === null || (low === 0 && high)) return `up to ${high}`;
  if (high === null) return `at least ${low}`;
  return low === high ? String(low) : `${low}–${high}`;
}

export const many = (n: number, noun: string): string => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
