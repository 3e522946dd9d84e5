import { Mirror, Remote } from '../commands/mirror';
import { InputReader } from '../inputs/createInputReader';
import { repositoryPath } from '../inputs/repositoryPath';
import { RepositoryWork } from '../store/readWork';
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
    const path = repositoryPath(source.path);
    const deployed = source.deployed_revision;
    const shas = new Set<string>();
    const tip = fetched.tips.get(source.target);
    if (tip) shas.add(tip);
    if (deployed && fetched.present.has(deployed)) shas.add(deployed);
    const key = [...shas].join(' ');
    return path === undefined || key === '' || key === source.inputs_key
      ? []
      : [{ source, key, questions: [...shas].map(sha => ({ sha, path })) }];
  });
  const answer = await read(
    work.repository.key,
    mirror,
    remote,
    open.flatMap(it => it.questions),
  );
  return open.map(({ source, key, questions }) => {
    const paths = new Set<string>();
    for (const question of questions) {
      answer(question)?.paths.forEach(path => paths.add(path));
    }
    return { source, key, paths };
  });
}
