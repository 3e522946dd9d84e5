import { Mirror, Remote } from '../commands/mirror';
import {
  declaredAs,
  DeclarationReader,
} from '../inputs/createDeclarationReader';
import { repositoryPath } from '../inputs/repositoryPath';
import { readReads } from '../store/reads';
import { RepositoryWork } from '../store/readWork';
import { DeclaringFiles } from '../store/saveDeclaringFiles';
import { Fetched } from './fetchWanted';

/**
 * The files that declare applications in the sources of their parents: those at Git's
 * revision and those at the one that the parent has applied together.
 */
export async function findDeclaringFiles(
  read: DeclarationReader,
  mirror: Mirror,
  remote: Remote,
  work: RepositoryWork,
  fetched: Fetched,
): Promise<DeclaringFiles[]> {
  const open = work.declaring.flatMap(source => {
    const path = repositoryPath(source.path);
    const applied = source.applied_revision;
    const shas = new Set<string>();
    const tip = fetched.tips.get(source.target);
    if (tip) shas.add(tip);
    if (applied && fetched.present.has(applied)) shas.add(applied);
    return path === undefined || shas.size === 0 || readReads(source).pathless
      ? []
      : [{ source, questions: [...shas].map(sha => ({ sha, of: path })) }];
  });
  const answer = await read(
    work.repository.key,
    mirror,
    remote,
    open.flatMap(it => it.questions),
  );
  return open.map(({ source, questions }) => {
    const { kind, name, namespace } = source;
    const files = new Set<string>();
    for (const question of questions) {
      const named = answer(question)?.get(declaredAs(kind, name)) ?? [];
      for (const declared of named) {
        // Where none is stated it is that of the parent's choice.
        const isOwn = (declared.namespace ?? namespace) === namespace;
        if (isOwn) files.add(declared.file);
      }
    }
    return {
      applicationId: source.application_id,
      position: source.position,
      files,
    };
  });
}
