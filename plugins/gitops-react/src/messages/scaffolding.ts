/** The form of the template. */
export const scaffolding = {
  files: {
    loading: 'Working out the files',
    tree: 'Files',
    count_one: '{{count}} file. Nothing is made yet.',
    count_other: '{{count}} files. Nothing is made yet.',
    none: 'Nothing would be made.',
    refused: 'The files could not be worked out',
    noTemplate: 'The catalog has no template {{template}}.',
    forbiddenTitle: 'You may not see the files before they are made',
    forbidden:
      'Ask whoever runs this portal for the permission scaffolder.template.dry-run. You can go on without.',
  },
} as const;
