import { Mirror, Remote } from '../commands/mirror';
import { InputReader } from '../inputs/createInputReader';
import { OUTSIDE } from '../inputs/repositoryPath';
import { RepositoryWork } from '../store/readWork';
import { readReads } from '../store/reads';
import { FoundInputs } from '../store/saveInputs';
import { Fetched } from './fetchWanted';

/**
 * The inputs of every source that stands elsewhere than when they were last
 * read: those at Git's revision and those at the deployed one together.
 */
export async function findInputs(
  read: InputReader,
  mirror: Mirror,
  remote: Remote,
  work: RepositoryWork,
  fetched: Fetched,
): Promise<FoundInputs[]> {
  const open = work.sources.flatMap(source => {
    const deployed = source.deployed_revision;
    const shas = new Set<string>();
    const tip = fetched.tips.get(source.target);
    if (tip) shas.add(tip);
    if (deployed && fetched.present.has(deployed)) shas.add(deployed);
    const key = [...shas].join(' ');
    if (source.path === OUTSIDE || key === '' || key === source.inputs_key) {
      return [];
    }
    const of = readReads(source);
    return [{ source, key, questions: [...shas].map(sha => ({ sha, of })) }];
  });
  const answer = await read(
    work.repository.key,
    mirror,
    remote,
    open.flatMap(it => it.questions),
  );
  return open.map(({ source, key, questions }) => {
    const inputs: FoundInputs['inputs'] = new Map();
    const notes = new Set<string>();
    for (const question of questions) {
      const found = answer(question);
      for (const [path, namedBy] of found?.paths ?? []) {
        if (!inputs.has(path)) inputs.set(path, { namedBy, until: null });
      }
      found?.notes.forEach(note => notes.add(note));
    }
    return { source, key, inputs, notes: [...notes] };
  });
}
