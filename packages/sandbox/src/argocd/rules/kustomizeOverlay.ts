import { Overlay } from '../../render/types';
import { Source } from '../application';

/** `new:tag`, `new@digest` or `old=new:tag`, as Argo CD and kustomize write it. */
function imageOf(text: string) {
  const equals = text.indexOf('=');
  const replacement = text.slice(equals + 1);
  const match = /^(.*?)(?:@(sha256:.*)|:([^/:]*))?$/.exec(replacement);
  const [, newName = replacement, digest, newTag] = match ?? [];
  const name = equals < 0 ? newName : text.slice(0, equals);
  return {
    name,
    ...(name !== newName && { newName }),
    ...(newTag && { newTag }),
    ...(digest && { digest }),
  };
}

/** What the `kustomize` parameters of a source lay on top of its path. */
export function kustomizeOverlay({ kustomize = {} }: Source): Overlay {
  const { images = [], namespace, namePrefix, nameSuffix } = kustomize;
  return {
    ...(namespace && { namespace }),
    ...(namePrefix && { namePrefix }),
    ...(nameSuffix && { nameSuffix }),
    ...(images.length > 0 && { images: images.map(imageOf) }),
  };
}
