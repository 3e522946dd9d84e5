import { filesIn, fileTree, foldersIn } from './fileTree';

const folders = [
  { path: 'repository', title: 'The repository' },
  { path: 'platform', title: 'The pull request' },
];

describe('fileTree', () => {
  it('nests files in their folders, folders first', () => {
    expect(
      fileTree(
        ['repository/b.yaml', 'repository/x/y/z.yaml', 'repository/a.yaml'],
        folders,
      ),
    ).toEqual([
      {
        path: 'repository',
        name: 'The repository',
        children: [
          {
            path: 'repository/x',
            name: 'x',
            children: [
              {
                path: 'repository/x/y',
                name: 'y',
                children: [{ path: 'repository/x/y/z.yaml', name: 'z.yaml' }],
              },
            ],
          },
          { path: 'repository/a.yaml', name: 'a.yaml' },
          { path: 'repository/b.yaml', name: 'b.yaml' },
        ],
      },
    ]);
  });

  it('has the folders in the order that was asked for, and no others', () => {
    const tree = fileTree(
      ['platform/a.yaml', 'repository-2/b.yaml', 'repository/x/c.yaml'],
      folders,
    );
    expect(filesIn(tree)).toEqual(['repository/x/c.yaml', 'platform/a.yaml']);
    expect(foldersIn(tree)).toEqual(['repository', 'repository/x', 'platform']);
  });
});
