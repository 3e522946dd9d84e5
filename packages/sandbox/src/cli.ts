import { runCommand } from './control/command';

runCommand(process.argv.slice(2), {
  url: process.env.SANDBOX_CONTROL_URL,
}).then(({ text, isError }) => {
  (isError ? process.stderr : process.stdout).write(`${text}\n`);
  process.exitCode = isError ? 1 : 0;
});
