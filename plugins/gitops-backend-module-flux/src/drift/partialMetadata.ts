/** Of these only the metadata is asked for: secret, or huge and of no use here. */
const METADATA_ONLY = new Set([
  '/Secret',
  'apiextensions.k8s.io/CustomResourceDefinition',
]);

/** Nothing else will do: who cannot serve it refuses, and sends no values instead. */
const partial = (kind: string) =>
  `application/json;as=${kind};v=v1;g=meta.k8s.io`;

/** `Accept` of a list, and of one object or a watch, where not everything may be asked for. */
export function acceptOf({
  group,
  kind,
}: {
  group: string;
  kind: string;
}): { list: string; object: string } | undefined {
  return METADATA_ONLY.has(`${group}/${kind}`)
    ? {
        list: partial('PartialObjectMetadataList'),
        object: partial('PartialObjectMetadata'),
      }
    : undefined;
}
