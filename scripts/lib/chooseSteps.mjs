import { Problem } from './say.mjs';
import { STEPS } from './steps.mjs';

/** Which steps the arguments ask for: those that are named, or all. */
export function chooseSteps(args) {
  const names = args.filter(arg => !arg.startsWith('-'));
  const unknown = names.find(name => !STEPS.some(step => step.name === name));
  if (unknown) {
    const known = STEPS.map(({ name }) => name).join(', ');
    throw new Problem(`There is no step '${unknown}'. There are: ${known}.`);
  }
  return STEPS.filter(
    ({ name }) =>
      (names.length === 0 || names.includes(name)) &&
      !(name === 'browser' && args.includes('--no-browser')),
  );
}

/** Whether one of them needs the ports of the portal. */
export function needsPorts(args) {
  return chooseSteps(args).some(step => step.needsPorts);
}
