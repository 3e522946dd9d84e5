import { useState } from 'react';
import { FileNode, filesIn } from '../../rules/fileTree';
import { FileContent } from './FileContent';
import { FileTree } from './FileTree';
import styles from './NewRepositoryFiles.module.css';

/** The tree of files, and the one that is chosen in it. */
export const FileBrowser = ({
  files,
  nodes,
}: {
  /** What is in them, by path. */
  files: Record<string, string>;
  /** At least one. */
  nodes: FileNode[];
}) => {
  const [chosen, setChosen] = useState(filesIn(nodes)[0]);
  return (
    <div className={styles.browser}>
      <FileTree nodes={nodes} chosen={chosen} onChoose={setChosen} />
      <FileContent path={chosen} content={files[chosen]} />
    </div>
  );
};
